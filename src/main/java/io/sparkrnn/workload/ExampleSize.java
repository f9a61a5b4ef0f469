package io.sparkrnn.workload;

/**
 * What one example takes in memory, in floats.
 *
 * @param features that an {@link Example} holds, in the heap
 * @param targets likewise
 * @param inference beside the heap, in a pass that only scores it
 * @param training beside the heap, in a pass that learns from it, on top of {@code inference}
 */
public record ExampleSize(long features, long targets, long inference, long training) {

  public ExampleSize {
    if (features < 0 || targets < 0 || inference < 0 || training < 0) {
      throw new IllegalArgumentException(
          "an example of %d, %d, %d and %d floats, expected none below 0"
              .formatted(features, targets, inference, training));
    }
  }
}
