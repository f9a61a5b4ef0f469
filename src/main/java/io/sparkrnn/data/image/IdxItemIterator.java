package io.sparkrnn.data.image;

import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/**
 * Iterator over the items of an IDX file. It fails with {@link BadDataException} if the file has
 * fewer or more items than its header claims.
 */
final class IdxItemIterator implements Iterator<byte[]> {

  private final IdxHeader header;
  private final InputStream in;
  private int next;

  /** Opens the file; it is closed after its last item. */
  IdxItemIterator(IdxHeader header, Configuration hadoop) {
    this.header = header;
    try {
      this.in = header.open(hadoop);
    } catch (IOException e) {
      throw failed(e);
    }
    closeAtEnd();
  }

  @Override
  public boolean hasNext() {
    return next < header.count();
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException(header.file().path() + " has no further item");
    }
    byte[] item = new byte[Math.toIntExact(header.itemLength())];
    try {
      if (in.readNBytes(item, 0, item.length) < item.length) {
        in.close();
        throw new BadDataException(
            "%s ends within item %,d, but its header claims %,d of %,d bytes each; is it truncated?"
                .formatted(header.file().path(), next + 1, header.count(), header.itemLength()));
      }
    } catch (IOException e) {
      throw failed(e);
    }
    next++;
    closeAtEnd();
    return item;
  }

  private void closeAtEnd() {
    if (hasNext()) {
      return;
    }
    try (in) {
      if (in.read() >= 0) {
        throw new BadDataException(
            "%s has data after the %,d items that its header claims"
                .formatted(header.file().path(), header.count()));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BadDataException failed(IOException e) {
    return new BadDataException(
        "%s: cannot read item %,d of %,d: %s"
            .formatted(header.file().path(), next + 1, header.count(), InputFiles.reason(e)),
        e);
  }
}
