package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.data.ImdbMember.Folder;
import io.sparkrnn.error.BadDataException;
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

/** Streams the reviews out of aclImdb_v1.tar.gz; nothing is unpacked to disk. */
final class ImdbArchiveReader implements RowReader {

  /** In bytes, unzipped; the data set has 500 MB. */
  private static final long LARGEST = 8L << 30;

  /** In bytes; what stands before an entry's content, with a long name and what else tar adds. */
  private static final int LARGEST_HEAD = 1 << 16;

  /** The data set has 100,000. */
  private static final int MOST_ENTRIES = 2_000_000;

  private final String path;
  private final LimitedStream unzipped;
  private final TarArchiveInputStream tar;
  private final List<Folder> folders;
  private final ImdbMember.Census census;
  private final Set<String> seen = new HashSet<>();
  private long entries;
  private String last = "none";

  private ImdbArchiveReader(String path, InputStream gzip, Unlabelled unlabelled) {
    this.path = path;
    folders = Folder.read(unlabelled);
    census = new ImdbMember.Census(unlabelled);
    LimitedStream whole =
        new LimitedStream(
            gzip, LARGEST, () -> beyond("more than %d bytes when unzipped".formatted(LARGEST)));
    unzipped =
        new LimitedStream(
            new BufferedInputStream(whole, 1 << 16),
            LARGEST_HEAD,
            () -> beyond("an entry whose head has more than %d bytes".formatted(LARGEST_HEAD)));
    tar = new TarArchiveInputStream(unzipped, "UTF-8");
  }

  /** Takes the stream over and closes it. */
  static ImdbArchiveReader open(String path, InputStream in, Unlabelled unlabelled) {
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
        throw beyond("more than %d entries".formatted(MOST_ENTRIES));
      }
      last = entry.getName();
      Optional<ImdbMember> member =
          ImdbMember.ofEntry(entry.getName()).filter(one -> folders.contains(one.folder()));
      if (entry.isFile() && member.isPresent()) {
        return Optional.of(read(member.get(), entry.getSize()));
      }
    }
    // The checksum stands at the very end, after what tar needs.
    unzipped.allow(LARGEST);
    unzipped.transferTo(OutputStream.nullOutputStream());
    census.requireAll(path);
    return Optional.empty();
  }

  /** Leaves the last entry's content behind, and is then strict about the head that follows. */
  private Optional<TarArchiveEntry> entry() throws IOException {
    if (entries > 0) {
      tar.transferTo(OutputStream.nullOutputStream());
    }
    unzipped.allow(LARGEST_HEAD);
    Optional<TarArchiveEntry> entry;
    try {
      entry = Optional.ofNullable(tar.getNextTarEntry());
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry has a head that is none: " + e.getMessage(), e);
    }
    if (entry.filter(TarArchiveEntry::isSparse).isPresent()) {
      // Its content is made up as it is read, so that no stream behind it could be limited.
      last = entry.get().getName();
      throw beyond("a sparse file");
    }
    unzipped.allow(LARGEST);
    return entry;
  }

  private BadDataException beyond(String what) {
    return new BadDataException(
        ("%s holds %s: %d entries were read, the last is %s. The Large Movie Review Dataset is far"
                + " from that; download it again, or name a folder or table that holds the reviews")
            .formatted(path, what, entries, shortened(last)));
  }

  private static String shortened(String name) {
    return name.length() <= 200 ? name : name.substring(0, 200) + "...";
  }

  private SourceRow read(ImdbMember member, long size) throws IOException {
    if (!seen.add(member.origin())) {
      throw new BadDataException(
          "%s holds %s twice; make or download the archive again".formatted(path, member.origin()));
    }
    census.count(member);
    if (size > ImdbMember.LARGEST) {
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
            .formatted(path, Inputs.reason(cause), entries, shortened(last)),
        cause);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
