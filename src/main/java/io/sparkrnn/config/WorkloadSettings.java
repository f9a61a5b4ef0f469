package io.sparkrnn.config;

import java.util.Map;

/** Settings that a workload has for itself: where its examples are, its network, its metrics. */
public interface WorkloadSettings {

  /** Settings of a workload without any. */
  WorkloadSettings NONE = new None();

  /**
   * These settings, of a trained model, to use it elsewhere: where examples are and how the network
   * is computed are taken from {@code job}, everything else from this.
   *
   * @param job settings of the same type
   */
  default WorkloadSettings usedOn(WorkloadSettings job) {
    return this;
  }

  /** Paths that are read beside {@code data.path}, by the settings that name them. */
  default Map<String, String> inputs() {
    return Map.of();
  }

  /** These settings for the embedded sample instead of configured data. */
  default WorkloadSettings onSample() {
    return this;
  }

  /** Settings of a workload without any. */
  record None() implements WorkloadSettings {}
}
