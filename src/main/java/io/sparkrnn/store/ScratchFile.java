package io.sparkrnn.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on the local disk for a library that writes nowhere else, and only as long as it does. */
public final class ScratchFile {

  private ScratchFile() {}

  /** Writes to a file that is there. */
  @FunctionalInterface
  public interface Writer {
    void write(Path file);
  }

  /** What is written to a file that is gone afterwards. */
  public static byte[] bytes(Writer writer) {
    try {
      Path file = Files.createTempFile("spark-rnn-", ".tmp");
      try {
        writer.write(file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no file can be written for a moment: " + e.getMessage(), e);
    }
  }
}
