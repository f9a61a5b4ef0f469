package io.sparkrnn.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary file on the local disk, for libraries that can only write to a local path. */
final class ScratchFile {

  private ScratchFile() {}

  /** Writes content to an existing file. */
  @FunctionalInterface
  interface Writer {
    void write(Path file);
  }

  /** Returns the bytes that {@code writer} writes; the temporary file is deleted afterwards. */
  static byte[] bytes(Writer writer) {
    try {
      Path file = Files.createTempFile("spark-rnn-", ".tmp");
      try {
        writer.write(file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a temporary file: " + e.getMessage(), e);
    }
  }
}
