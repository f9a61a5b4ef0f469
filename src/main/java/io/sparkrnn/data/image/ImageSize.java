package io.sparkrnn.data.image;

import java.io.Serializable;

/**
 * How large images are.
 *
 * @param rows pixels down, 1 or more
 * @param columns pixels across, 1 or more
 */
public record ImageSize(int rows, int columns) implements Serializable {
  public ImageSize {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("an image of %d x %d".formatted(rows, columns));
    }
  }

  /** Pixels of an image. */
  public int pixels() {
    return Math.multiplyExact(rows, columns);
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }
}
