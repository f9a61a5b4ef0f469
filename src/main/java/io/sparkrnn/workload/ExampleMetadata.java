package io.sparkrnn.workload;

import java.io.Serializable;

/** Data of one example that metrics need beside its targets, of a workload's own type. */
public interface ExampleMetadata extends Serializable {

  /** Returns the data as numbers, for the cache of prepared examples. */
  float[] encoded();

  /** Restores the data from numbers; runs on the executors. */
  @FunctionalInterface
  interface Decoder extends Serializable {

    /** Decoder for workloads whose examples have no metadata. */
    Decoder NONE =
        numbers -> {
          throw new IllegalStateException("examples of this workload have no metadata");
        };

    /** Returns the data that {@link ExampleMetadata#encoded} encoded. */
    ExampleMetadata decoded(float[] numbers);
  }
}
