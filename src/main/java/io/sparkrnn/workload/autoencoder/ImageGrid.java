package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.data.image.ImageSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A grid of images as one PNG, with transparent gaps between them. */
final class ImageGrid {

  /** Scale: width and height in PNG pixels of an image's pixel. */
  private static final int DOTS = 3;

  private static final int GAP = 6;

  private ImageGrid() {}

  /** Splits images into rows of {@code columns} images; the last row may be shorter. */
  static List<List<float[]>> rows(List<float[]> images, int columns) {
    List<List<float[]>> rows = new ArrayList<>();
    for (int from = 0; from < images.size(); from += columns) {
      rows.add(images.subList(from, Math.min(from + columns, images.size())));
    }
    return rows;
  }

  /**
   * Draws images as a PNG.
   *
   * @param rows rows of images, [pixels] each; values below 0 are drawn black, above 1 white
   */
  static byte[] png(ImageSize size, List<List<float[]>> rows) {
    int tileWidth = size.columns() * DOTS + GAP;
    int tileHeight = size.rows() * DOTS + GAP;
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int width = Math.max(1, columns * tileWidth - GAP);
    int height = Math.max(1, rows.size() * tileHeight - GAP);
    byte[] gray = new byte[Math.multiplyExact(width, height)];
    byte[] alpha = new byte[gray.length];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        float[] image = rows.get(row).get(column);
        for (int y = 0; y < size.rows() * DOTS; y++) {
          int from = (row * tileHeight + y) * width + column * tileWidth;
          for (int x = 0; x < size.columns() * DOTS; x++) {
            gray[from + x] = gray(image[y / DOTS * size.columns() + x / DOTS]);
          }
          Arrays.fill(alpha, from, from + size.columns() * DOTS, (byte) 0xFF);
        }
      }
    }
    return GrayscalePng.encode(width, height, gray, alpha);
  }

  private static byte gray(float value) {
    return (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}
