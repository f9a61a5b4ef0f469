package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * What preparing the data learnt for a network to start from: one vector each for the first rows of
 * a parameter.
 *
 * @param size of a vector
 * @param values [vectors, size], row by row; a vector of zeros says nothing
 */
public record StartVectors(int size, float[] values) {
  public StartVectors {
    requireNonNull(values, "values is null");
    if (size < 1 || values.length % size != 0) {
      throw new IllegalArgumentException(
          "%d values are no vectors of %d".formatted(values.length, size));
    }
  }

  /** How many vectors there are. */
  public int count() {
    return values.length / size;
  }
}
