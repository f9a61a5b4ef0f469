package io.sparkrnn.data.numpy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes by hand the bytes that numpy writes. */
public final class Pickles {

  private Pickles() {}

  /** A .npy file of the given version. */
  public static byte[] npy(int version, String type, String shape, byte[] data) {
    byte[] header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n"
            .formatted(type, shape)
            .getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x93);
    out.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.write(version);
    out.write(0);
    out.write(header.length & 0xff);
    out.write(header.length >> 8);
    if (version > 1) {
      out.write(0);
      out.write(0);
    }
    out.writeBytes(header);
    out.writeBytes(data);
    return out.toByteArray();
  }

  /** Labels as {@code <i8}. */
  public static byte[] labels(long... labels) {
    ByteBuffer data = ByteBuffer.allocate(labels.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long label : labels) {
      data.putLong(label);
    }
    return npy(1, "<i8", "(%d,)".formatted(labels.length), data.array());
  }

  /** Lists of integers as an array of objects, pickled as numpy does with protocol 3. */
  public static byte[] lists(int[]... lists) {
    return npy(1, "|O", "(%d,)".formatted(lists.length), pickle(lists));
  }

  public static byte[] pickle(int[]... lists) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\u0003cnumpy.core.multiarray\n_reconstruct\nq\u0000cnumpy\nndarray\nq\u0001");
    text(out, "K\u0000\u0085C\u0001bq\u0003\u0087R(K\u0001");
    integer(out, lists.length);
    text(out, "\u0085cnumpy\ndtype\nX\u0002\u0000\u0000\u0000O8\u0089\u0088\u0087R(K\u0003");
    text(out, "X\u0001\u0000\u0000\u0000|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ff");
    text(out, "K?tb\u0089]q\r(");
    for (int[] list : lists) {
      text(out, "](");
      for (int item : list) {
        integer(out, item);
      }
      text(out, "e");
    }
    text(out, "etb.");
    return out.toByteArray();
  }

  private static void integer(ByteArrayOutputStream out, int value) {
    out.write('J');
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  public static void text(ByteArrayOutputStream out, String opcodes) {
    out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
