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

  private final String path;
  private final InputStream unzipped;
  private final TarArchiveInputStream tar;
  private final List<Folder> folders;
  private final ImdbMember.Census census;
  private final Set<String> seen = new HashSet<>();
  private long entries;
  private String last = "none";

  private ImdbArchiveReader(String path, InputStream unzipped, Unlabelled unlabelled) {
    this.path = path;
    folders = Folder.read(unlabelled);
    census = new ImdbMember.Census(unlabelled);
    this.unzipped = unzipped;
    tar = new TarArchiveInputStream(unzipped, "UTF-8");
  }

  /** Takes the stream over and closes it. */
  static ImdbArchiveReader open(String path, InputStream in, Unlabelled unlabelled) {
    try {
      return new ImdbArchiveReader(
          path, new BufferedInputStream(Gzip.open(path, in), 1 << 16), unlabelled);
    } catch (IOException e) {
      throw damaged(path, e, 0, "none");
    }
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    for (TarArchiveEntry entry = tar.getNextTarEntry();
        entry != null;
        entry = tar.getNextTarEntry()) {
      entries++;
      last = entry.getName();
      Optional<ImdbMember> member =
          ImdbMember.ofEntry(entry.getName()).filter(one -> folders.contains(one.folder()));
      if (entry.isFile() && member.isPresent()) {
        return Optional.of(read(member.get(), entry.getSize()));
      }
    }
    // The checksum stands at the very end, after what tar needs.
    unzipped.transferTo(OutputStream.nullOutputStream());
    census.requireAll(path);
    return Optional.empty();
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
            .formatted(path, Inputs.reason(cause), entries, last),
        cause);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
