package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A stream of which only so many bytes may be taken. It stands behind whatever unzips: a few bytes
 * of a file can become any number.
 */
final class LimitedStream extends FilterInputStream {

  private final Supplier<? extends RuntimeException> exceeded;
  private long left;

  /**
   * Limits a stream.
   *
   * @param limit in bytes
   * @param exceeded what is thrown by the read that would take more
   */
  LimitedStream(InputStream in, long limit, Supplier<? extends RuntimeException> exceeded) {
    super(in);
    this.exceeded = requireNonNull(exceeded, "exceeded is null");
    this.left = limit;
  }

  /** From here on, so many bytes may be taken. */
  void allow(long bytes) {
    left = bytes;
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
    left -= bytes;
    if (left < 0) {
      throw exceeded.get();
    }
  }
}
