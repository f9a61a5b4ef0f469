package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.workload.BenchmarkType;

/** Creates variants of a job's settings for measurements. */
final class ConfigVariants {

  private ConfigVariants() {}

  static JobConfig withLayer(JobConfig config, Layer layer) {
    return BenchmarkType.of(config).withLayer(config, layer);
  }

  static JobConfig withEpochs(JobConfig config, int epochs) {
    return config.with(config.training().withEpochs(epochs));
  }
}
