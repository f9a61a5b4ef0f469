package io.sparkrnn.data;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Cuts a stream at its LF bytes, before decoding: broken characters stay in their own line. */
final class ByteLines implements Closeable {

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int at;
  private long number;
  private boolean cutShort;

  ByteLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line without its LF; empty at the end. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    cutShort = false;
    if (!fill()) {
      return Optional.empty();
    }
    number++;
    while (fill()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      int kept = Math.min(end - at, longest - line.size());
      line.write(buffer, at, kept);
      cutShort |= kept < end - at;
      at = end;
      if (at < filled) {
        at++;
        break;
      }
    }
    return Optional.of(line.toByteArray());
  }

  /** The last line's number, from 1. */
  long number() {
    return number;
  }

  /** Whether the last line was longer than allowed, and is here without its end. */
  boolean cutShort() {
    return cutShort;
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
