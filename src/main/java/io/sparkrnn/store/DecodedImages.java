package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes decoded images as a folder with an IDX file of floats (type 0x0D, big-endian) and a PNG
 * overview.
 */
public final class DecodedImages {

  private static final int IDX_FLOAT = 0x0D;
  private static final String PICTURE = "images.png";

  private DecodedImages() {}

  /**
   * Writes both files atomically.
   *
   * @param folder local or any Hadoop URI
   * @param shape dimensions of each item
   * @param count number of items
   * @param items {@code count} arrays, each of the product of {@code shape} values
   * @param picture PNG
   * @return URI of the folder
   * @throws OutputConflictException if the folder exists
   */
  public static String write(
      String folder,
      List<Integer> shape,
      int count,
      Iterator<float[]> items,
      byte[] picture,
      Configuration hadoop) {
    try (AtomicFolder out = AtomicFolder.begin(folder, hadoop)) {
      out.storage().makeFolder(out.path());
      out.storage()
          .write(
              new Path(out.path(), "images-idx%d-float".formatted(1 + shape.size())),
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
      out.storage().write(new Path(out.path(), PICTURE), picture);
      return out.publish();
    }
  }
}
