package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a network put out, as a folder with an IDX file of floats (type 0x0D, big-endian) and a
 * picture.
 */
public final class DecodedFiles {

  private static final int IDX_FLOAT = 0x0D;
  private static final String PICTURE = "images.png";

  private DecodedFiles() {}

  /**
   * Writes both files, whole or not at all.
   *
   * @param folder local or any Hadoop URI
   * @param shape of each item
   * @param items as many as {@code count} says, one at a time
   * @return where the folder is, as a URI
   * @throws OutputConflictException if there is something already
   */
  public static String write(
      String folder,
      List<Integer> shape,
      int count,
      Iterator<float[]> items,
      byte[] picture,
      Configuration hadoop) {
    try (PublishedFolder out = PublishedFolder.begin(folder, hadoop)) {
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
