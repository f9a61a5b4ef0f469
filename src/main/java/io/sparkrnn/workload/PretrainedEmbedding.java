package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * Pretrained vectors, computed while the data is prepared, that initialize the first rows of a
 * network's embedding.
 *
 * @param size length of a vector
 * @param values [vectors, size], row by row; a row with a vector of zeros is initialized randomly
 */
public record PretrainedEmbedding(int size, float[] values) {
  public PretrainedEmbedding {
    requireNonNull(values, "values is null");
    if (size < 1 || values.length % size != 0) {
      throw new IllegalArgumentException(
          "%d values cannot be split into vectors of size %d".formatted(values.length, size));
    }
  }

  /** Returns the number of vectors. */
  public int count() {
    return values.length / size;
  }
}
