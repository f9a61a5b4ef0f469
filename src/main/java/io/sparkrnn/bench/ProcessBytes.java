package io.sparkrnn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that this process has read and written, by files and by sockets, as Linux counts them in
 * {@code /proc/self/io}.
 *
 * @param read bytes read since the process began
 * @param written bytes written since the process began
 */
record ProcessBytes(long read, long written) {

  /** Returns the bytes up to now; empty on a system that does not count them. */
  static Optional<ProcessBytes> now() {
    Map<String, Long> counters = new HashMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
        String[] parts = line.split(": ", 2);
        counters.put(parts[0], Long.parseLong(parts[1]));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new ProcessBytes(counters.get("rchar"), counters.get("wchar")));
  }
}
