package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.data.image.ImageSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images side by side and in rows, with gaps that what lies behind shows through. */
final class ContactSheet {

  /** Dots that a pixel takes, across and down. */
  private static final int DOTS = 3;

  private static final int GAP = 6;

  private ContactSheet() {}

  /** Images cut into rows of {@code columns}. */
  static List<List<float[]>> rows(List<float[]> images, int columns) {
    List<List<float[]>> rows = new ArrayList<>();
    for (int from = 0; from < images.size(); from += columns) {
      rows.add(images.subList(from, Math.min(from + columns, images.size())));
    }
    return rows;
  }

  /**
   * A PNG.
   *
   * @param rows of images, [pixels] each; what is below 0 is drawn black, above 1 white
   */
  static byte[] png(ImageSize size, List<List<float[]>> rows) {
    int tileWidth = size.columns() * DOTS + GAP;
    int tileHeight = size.rows() * DOTS + GAP;
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int width = Math.max(1, columns * tileWidth - GAP);
    int height = Math.max(1, rows.size() * tileHeight - GAP);
    byte[] grey = new byte[Math.multiplyExact(width, height)];
    byte[] alpha = new byte[grey.length];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        float[] image = rows.get(row).get(column);
        for (int y = 0; y < size.rows() * DOTS; y++) {
          int from = (row * tileHeight + y) * width + column * tileWidth;
          for (int x = 0; x < size.columns() * DOTS; x++) {
            grey[from + x] = grey(image[y / DOTS * size.columns() + x / DOTS]);
          }
          Arrays.fill(alpha, from, from + size.columns() * DOTS, (byte) 0xFF);
        }
      }
    }
    return GreyPng.encode(width, height, grey, alpha);
  }

  private static byte grey(float value) {
    return (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}
