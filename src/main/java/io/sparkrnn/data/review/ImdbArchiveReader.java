package io.sparkrnn.data.review;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Gzip;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.LimitedInputStream;
import io.sparkrnn.data.review.ImdbReviewPath.Folder;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the reviews of aclImdb_v1.tar.gz as a stream, without unpacking it to disk. */
final class ImdbArchiveReader implements RowReader {

  /** Maximum decompressed size, in bytes; the data set has 500 MB. */
  private static final long LARGEST = 8L << 30;

  /** Maximum size of an entry's header, in bytes, with tar's blocks for long names and the like. */
  private static final int LARGEST_HEADER = 1 << 16;

  /** Maximum number of entries; the data set has 100,000. */
  private static final int MOST_ENTRIES = 2_000_000;

  /** Maximum number of characters of an entry's name that messages quote. */
  private static final int LONGEST_SHOWN = 200;

  private final String path;
  private final LimitedInputStream unzipped;
  private final TarArchiveInputStream tar;
  private final List<Folder> folders;
  private final ImdbReviewPath.FolderCounts folderCounts;
  private final Set<String> seen = new HashSet<>();
  private long entries;
  private String last = "none";

  private ImdbArchiveReader(String path, InputStream gzip, ReviewSettings.Unlabeled unlabelled) {
    this.path = path;
    folders = Folder.read(unlabelled);
    folderCounts = new ImdbReviewPath.FolderCounts(unlabelled);
    LimitedInputStream whole =
        new LimitedInputStream(
            gzip, LARGEST, () -> rejected("more than %d bytes when unzipped".formatted(LARGEST)));
    unzipped =
        new LimitedInputStream(
            new BufferedInputStream(whole, 1 << 16),
            LARGEST_HEADER,
            () ->
                rejected("an entry whose header has more than %d bytes".formatted(LARGEST_HEADER)));
    tar = new TarArchiveInputStream(unzipped, "UTF-8");
  }

  /** Opens an archive with a reader that owns {@code in} and closes it. */
  static ImdbArchiveReader open(String path, InputStream in, ReviewSettings.Unlabeled unlabelled) {
    try {
      return new ImdbArchiveReader(path, Gzip.open(path, in), unlabelled);
    } catch (IOException e) {
      throw damaged(path, e, 0, "none");
    }
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    for (Optional<TarArchiveEntry> found = entry(); found.isPresent(); found = entry()) {
      TarArchiveEntry entry = found.get();
      entries++;
      if (entries > MOST_ENTRIES) {
        throw rejected("more than %d entries".formatted(MOST_ENTRIES));
      }
      last = entry.getName();
      Optional<ImdbReviewPath> member =
          ImdbReviewPath.ofEntry(entry.getName()).filter(one -> folders.contains(one.folder()));
      if (entry.isFile() && member.isPresent()) {
        return Optional.of(read(member.get(), entry.getSize()));
      }
    }
    // Gzip's checksum follows the tar data; reading to the end verifies it.
    unzipped.allow(LARGEST);
    unzipped.transferTo(OutputStream.nullOutputStream());
    folderCounts.requireAll(path);
    return Optional.empty();
  }

  /** Skips the rest of the current entry and reads the next header under a strict size limit. */
  private Optional<TarArchiveEntry> entry() throws IOException {
    if (entries > 0) {
      tar.transferTo(OutputStream.nullOutputStream());
    }
    unzipped.allow(LARGEST_HEADER);
    Optional<TarArchiveEntry> entry;
    try {
      entry = Optional.ofNullable(tar.getNextTarEntry());
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry has an invalid header: " + e.getMessage(), e);
    }
    if (entry.filter(TarArchiveEntry::isSparse).isPresent()) {
      // The holes of a sparse entry are generated on reading, which LimitedStream cannot limit.
      last = entry.get().getName();
      throw rejected("a sparse file");
    }
    unzipped.allow(LARGEST);
    return entry;
  }

  private BadDataException rejected(String what) {
    return new BadDataException(
        ("%s holds %s: %d entries were read, the last is %s. It is not the Large Movie Review"
                + " Dataset; download it again, or set data.path to a folder or table of reviews")
            .formatted(path, what, entries, MessageText.shortened(last, LONGEST_SHOWN)));
  }

  private SourceRow read(ImdbReviewPath member, long size) throws IOException {
    if (!seen.add(member.origin())) {
      throw new BadDataException(
          "%s holds %s twice; create or download the archive again"
              .formatted(path, member.origin()));
    }
    folderCounts.count(member);
    if (size > ImdbReviewPath.LARGEST) {
      return member.tooLarge(size);
    }
    byte[] bytes = tar.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("the archive ends within an entry");
    }
    return member.row(bytes);
  }

  @Override
  public BadDataException broken(IOException cause) {
    return damaged(path, cause, entries, last);
  }

  private static BadDataException damaged(
      String path, IOException cause, long entries, String last) {
    return new BadDataException(
        ("%s is damaged or was not downloaded to its end (%s): %d entries could be read, the last"
                + " is %s. Delete it and download it again")
            .formatted(
                path,
                InputFiles.reason(cause),
                entries,
                MessageText.shortened(last, LONGEST_SHOWN)),
        cause);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
