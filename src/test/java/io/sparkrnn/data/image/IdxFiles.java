package io.sparkrnn.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files. */
public final class IdxFiles {

  public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  private IdxFiles() {}

  /** The head of a file of a type with dimensions. */
  public static byte[] head(int type, int... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length);
    bytes.put(new byte[] {0, 0, (byte) type, (byte) dimensions.length});
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
    }
    return bytes.array();
  }

  /** A whole file, whose bytes count from 0 on. */
  public static byte[] whole(int... dimensions) {
    int length = 1;
    for (int dimension : dimensions) {
      length *= dimension;
    }
    byte[] items = new byte[length];
    for (int i = 0; i < length; i++) {
      items[i] = (byte) i;
    }
    return joined(head(0x08, dimensions), items);
  }

  /** One after the other. */
  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The same, gzipped. */
  public static byte[] zipped(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a file. */
  public static Path write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
