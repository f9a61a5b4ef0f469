package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.Layer;

/** Jobs that differ from the configured one in what a measurement is about. */
final class Variants {

  private Variants() {}

  static JobConfig withLayer(JobConfig config, Layer layer) {
    return config.with(config.text(), config.model().with(layer), config.training());
  }

  static JobConfig withEpochs(JobConfig config, int epochs) {
    return config.with(config.training().withEpochs(epochs));
  }
}
