package io.sparkrnn.workload;

import java.io.Serializable;

/**
 * One training or test example, ready for the network.
 *
 * <p>A class rather than a record: Spark's Kryo cannot serialise records, and a user's cluster may
 * be set to Kryo.
 */
public final class Example implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final float[] features;
  private final float[] targets;

  /**
   * Takes the arrays as they are; the caller leaves them alone from then on.
   *
   * @param index its place in the order of its split, from 0, the same for the same data however
   *     Spark partitioned it
   * @param features the inputs; for sequences of ids, [length]
   * @param targets what the network should put out; where that is the features, the same array,
   *     which is then kept and sent once
   */
  public Example(long index, float[] features, float[] targets) {
    this.index = index;
    this.features = features;
    this.targets = targets;
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
}
