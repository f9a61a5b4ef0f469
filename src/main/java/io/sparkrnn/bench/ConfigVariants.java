package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.Workloads;

/** Creates variants of a job's settings for measurements. */
final class ConfigVariants {

  private ConfigVariants() {}

  static JobConfig withLayer(JobConfig config, Layer layer) {
    return type(config).withLayer(config, layer);
  }

  /** Returns the type of the job's workload, if it can be measured. */
  static BenchmarkType type(JobConfig config) {
    return Workloads.require(BenchmarkType.class, config.workload(), "the benchmark is");
  }

  static JobConfig withEpochs(JobConfig config, int epochs) {
    return config.with(config.training().withEpochs(epochs));
  }
}
