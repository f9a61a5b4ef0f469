package io.sparkrnn.workload;

/**
 * Memory that one example needs.
 *
 * @param features number of its features
 * @param featureBytes bytes of a stored feature: 2 for whole numbers up to 65,535, else 4; see
 *     {@link CompactFloats}
 * @param targets number of its targets; 0: they are the features
 * @param inference off-heap floats of a forward pass
 * @param training off-heap floats that training needs in addition to {@code inference}
 */
public record ExampleSize(
    long features, int featureBytes, long targets, long inference, long training) {

  /** Bytes of a row that hold neither features nor targets, and of its end in a block. */
  private static final int ROW = 32;

  public ExampleSize {
    if (features < 0 || targets < 0 || inference < 0 || training < 0) {
      throw new IllegalArgumentException(
          "example sizes are %d features, %d targets, %d and %d floats, expected none below 0"
              .formatted(features, targets, inference, training));
    }
    if (featureBytes != Character.BYTES && featureBytes != Float.BYTES) {
      throw new IllegalArgumentException(
          "a feature has %d bytes, expected 2 or 4".formatted(featureBytes));
    }
  }

  /** Returns the bytes of a stored example, see {@link ExampleCodec}. */
  public long rowBytes() {
    return ROW + featureBytes * features + Float.BYTES * targets;
  }
}
