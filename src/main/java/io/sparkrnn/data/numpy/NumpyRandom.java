package io.sparkrnn.data.numpy;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Reimplementation of the part of NumPy's legacy {@code RandomState} with which Keras shuffles its
 * data sets: MT19937 (Matsumoto and Nishimura 1998) seeded by {@code init_genrand}, and {@code
 * shuffle} of a one-dimensional array. One instance gives the same sequence of shuffles as one
 * {@code RandomState}.
 */
public final class NumpyRandom {

  private final MersenneTwister twister;

  public NumpyRandom(int seed) {
    twister = new MersenneTwister(seed);
  }

  /** Returns the result of {@code indices = np.arange(size); rng.shuffle(indices)}. */
  public int[] shuffledIndices(int size) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = upTo(i);
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
    return indices;
  }

  /** Draws a uniform integer from 0 to {@code max} by masking to its bits, with rejection. */
  private int upTo(int max) {
    int mask = Integer.highestOneBit(max) * 2 - 1;
    int value;
    do {
      value = twister.nextInt() & mask;
    } while (value > max);
    return value;
  }
}
