package io.sparkrnn.workload.autoencoder;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Encodes grayscale images with an alpha channel as PNG (ISO/IEC 15948, color type 4). It does not
 * use AWT, because headless Java runtimes of servers may lack it.
 */
final class GrayscalePng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;
  private static final int GRAY_WITH_ALPHA = 4;

  private GrayscalePng() {}

  /**
   * Encodes an image.
   *
   * @param gray gray values, [height, width], unsigned bytes, 0 is black
   * @param alpha opacity, [height, width], unsigned bytes, 0 is transparent
   */
  static byte[] encode(int width, int height, byte[] gray, byte[] alpha) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(width, height));
      chunk(out, "IDAT", pixels(width, height, gray, alpha));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(width);
      out.writeInt(height);
      // Compression and filter method: the only ones defined; no interlacing.
      out.write(new byte[] {BITS, GRAY_WITH_ALPHA, 0, 0, 0});
    }
    return bytes.toByteArray();
  }

  private static byte[] pixels(int width, int height, byte[] gray, byte[] alpha)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      byte[] line = new byte[1 + 2 * width];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          line[1 + 2 * x] = gray[y * width + x];
          line[2 + 2 * x] = alpha[y * width + x];
        }
        out.write(line);
      }
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
