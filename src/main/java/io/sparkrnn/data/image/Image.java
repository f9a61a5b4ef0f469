package io.sparkrnn.data.image;

import java.io.Serializable;

/**
 * One grey image of a split.
 *
 * <p>A class rather than a record: Spark's Kryo cannot serialise records.
 */
public final class Image implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The brightest pixel. */
  private static final float WHITE = 255;

  private final long index;
  private final byte[] pixels;

  /**
   * Takes the array as it is; the caller leaves it alone from then on.
   *
   * @param index its place in its split, from 0
   * @param pixels row by row, unsigned, 0 is black
   */
  Image(long index, byte[] pixels) {
    this.index = index;
    this.pixels = pixels;
  }

  /** Its place in its split, from 0. */
  public long index() {
    return index;
  }

  /** The pixels as a new array, row by row, from 0 (black) to 1. */
  public float[] values() {
    float[] values = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = (pixels[i] & 0xFF) / WHITE;
    }
    return values;
  }
}
