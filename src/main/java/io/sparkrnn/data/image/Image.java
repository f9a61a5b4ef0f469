package io.sparkrnn.data.image;

import java.io.Serializable;

/**
 * Grayscale image of a split.
 *
 * <p>A class rather than a record, as Spark's Kryo cannot serialize records.
 */
public final class Image implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Value of the brightest pixel. */
  private static final float WHITE = 255;

  private final long index;
  private final byte[] pixels;

  /**
   * Creates an image that owns the array; the caller must not modify it afterwards.
   *
   * @param index position in the split, from 0
   * @param pixels row by row, unsigned, 0 is black
   */
  Image(long index, byte[] pixels) {
    this.index = index;
    this.pixels = pixels;
  }

  /** Position in the split, from 0. */
  public long index() {
    return index;
  }

  /** Returns the pixels as a new array, row by row, from 0 (black) to 1 (white). */
  public float[] values() {
    float[] values = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = (pixels[i] & 0xFF) / WHITE;
    }
    return values;
  }
}
