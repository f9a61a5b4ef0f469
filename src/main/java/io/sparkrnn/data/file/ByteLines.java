package io.sparkrnn.data.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Splits a byte stream into lines at LF. Lines are split before decoding, so that malformed UTF-8
 * affects only its own line.
 */
public final class ByteLines implements Closeable {

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int at;
  private long number;
  private boolean truncated;

  public ByteLines(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** Returns the next line without its LF, or empty at the end of the stream. */
  public Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    truncated = false;
    if (!fill()) {
      return Optional.empty();
    }
    number++;
    while (fill()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      int kept = Math.min(end - at, maxLength - line.size());
      line.write(buffer, at, kept);
      truncated |= kept < end - at;
      at = end;
      if (at < filled) {
        at++;
        break;
      }
    }
    return Optional.of(line.toByteArray());
  }

  /** Number of the line that {@link #next} returned last, from 1. */
  public long number() {
    return number;
  }

  /** Whether the last line exceeded the maximum length and was truncated to it. */
  public boolean truncated() {
    return truncated;
  }

  private boolean fill() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return at < filled;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
