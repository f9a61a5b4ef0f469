package io.sparkrnn.workload;

/**
 * Memory that one example needs, in floats.
 *
 * @param features length of its features, on the heap
 * @param targets length of its targets, on the heap
 * @param inference off-heap floats of a forward pass
 * @param training off-heap floats that training needs in addition to {@code inference}
 */
public record ExampleSize(long features, long targets, long inference, long training) {

  public ExampleSize {
    if (features < 0 || targets < 0 || inference < 0 || training < 0) {
      throw new IllegalArgumentException(
          "example sizes are %d, %d, %d and %d floats, expected none below 0"
              .formatted(features, targets, inference, training));
    }
  }
}
