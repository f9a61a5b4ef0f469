package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.Optional;

/**
 * One training or test example, ready for the network.
 *
 * <p>A class rather than a record, because Spark's Kryo cannot serialize records, and a cluster may
 * be configured to use Kryo.
 */
public final class Example implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final float[] features;
  private final float[] targets;

  /** Null if there is none, since {@code Optional} is not serializable. */
  private final ExampleMetadata metadata;

  /**
   * An example. The arrays are not copied; the caller must not change them afterwards.
   *
   * @param index the position in the order of its split, from 0; it does not depend on how Spark
   *     partitioned the data
   * @param features the inputs; for sequences of ids, [length]
   * @param targets the expected outputs; an autoencoder passes the features array itself, which is
   *     then stored and sent once
   */
  public Example(long index, float[] features, float[] targets) {
    this(index, features, targets, Optional.empty());
  }

  /**
   * Creates an example with metadata, which is otherwise the same.
   *
   * @param metadata data that metrics need beside the targets
   */
  public Example(
      long index, float[] features, float[] targets, Optional<ExampleMetadata> metadata) {
    this.index = index;
    this.features = features;
    this.targets = targets;
    this.metadata = metadata.orElse(null);
  }

  public long index() {
    return index;
  }

  public float[] features() {
    return features;
  }

  public float[] targets() {
    return targets;
  }

  /** Returns the metadata; empty for workloads without any. */
  public Optional<ExampleMetadata> metadata() {
    return Optional.ofNullable(metadata);
  }

  /** Returns this example with another index. */
  public Example withIndex(long other) {
    return new Example(other, features, targets, metadata());
  }
}
