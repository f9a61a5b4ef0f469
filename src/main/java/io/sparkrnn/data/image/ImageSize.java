package io.sparkrnn.data.image;

import java.io.Serializable;

/**
 * Size of an image in pixels.
 *
 * @param rows height, at least 1
 * @param columns width, at least 1
 */
public record ImageSize(int rows, int columns) implements Serializable {
  public ImageSize {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "image size is %d x %d, expected at least 1 x 1".formatted(rows, columns));
    }
  }

  /** Number of pixels. */
  public int pixels() {
    return Math.multiplyExact(rows, columns);
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }
}
