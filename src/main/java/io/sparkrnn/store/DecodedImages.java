package io.sparkrnn.store;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.util.Iterator;
import java.util.List;

/** Writes decoded images as an IDX file of floats (type 0x0D, big-endian) and a PNG overview. */
public final class DecodedImages {

  private static final int IDX_FLOAT = 0x0D;

  private DecodedImages() {}

  /**
   * Writes both files.
   *
   * @param folder folder to write to
   * @param shape dimensions of each item
   * @param count number of items
   * @param items {@code count} arrays, each of the product of {@code shape} values
   * @param picture PNG
   */
  public static void write(
      AtomicFolder folder,
      List<Integer> shape,
      int count,
      Iterator<float[]> items,
      byte[] picture) {
    folder.write(
        "images-idx%d-float".formatted(1 + shape.size()),
        stream -> {
          DataOutputStream idx = new DataOutputStream(new BufferedOutputStream(stream));
          idx.write(new byte[] {0, 0, IDX_FLOAT, (byte) (1 + shape.size())});
          idx.writeInt(count);
          for (int side : shape) {
            idx.writeInt(side);
          }
          while (items.hasNext()) {
            for (float value : items.next()) {
              idx.writeFloat(value);
            }
          }
          idx.flush();
        });
    folder.write("images.png", picture);
  }
}
