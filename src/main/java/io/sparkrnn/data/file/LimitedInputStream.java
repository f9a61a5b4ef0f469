package io.sparkrnn.data.file;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Input stream that fails after a maximum number of bytes. It wraps decompressing streams, as a
 * small compressed file can expand without bound.
 */
public final class LimitedInputStream extends FilterInputStream {

  private final Supplier<? extends RuntimeException> exceeded;
  private long remaining;

  /**
   * Creates a limited view of a stream.
   *
   * @param limit maximum number of bytes
   * @param exceeded creates the exception that is thrown by the read that exceeds the limit
   */
  public LimitedInputStream(
      InputStream in, long limit, Supplier<? extends RuntimeException> exceeded) {
    super(in);
    this.exceeded = requireNonNull(exceeded, "exceeded is null");
    this.remaining = limit;
  }

  /** Resets the limit to this number of bytes from the current position. */
  public void allow(long bytes) {
    remaining = bytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      spend(1);
    }
    return value;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = super.read(to, offset, length);
    spend(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long count = super.skip(bytes);
    spend(count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void spend(long bytes) {
    remaining -= bytes;
    if (remaining < 0) {
      throw exceeded.get();
    }
  }
}
