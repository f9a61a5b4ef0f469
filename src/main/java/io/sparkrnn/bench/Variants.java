package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.ModelSettings.Layer;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.config.TrainingSettings;

/** Jobs that differ from the configured one in what a measurement is about. */
final class Variants {

  private Variants() {}

  static JobConfig of(
      JobConfig config, TextSettings text, ModelSettings model, TrainingSettings training) {
    return new JobConfig(
        config.workload(),
        config.seed(),
        config.data(),
        text,
        model,
        training,
        config.checkpoint(),
        config.watch(),
        config.evaluation(),
        config.output(),
        config.logging());
  }

  static JobConfig withLayer(JobConfig config, Layer layer) {
    return of(config, config.text(), config.model().with(layer), config.training());
  }

  static JobConfig withEpochs(JobConfig config, int epochs) {
    return of(config, config.text(), config.model(), config.training().withEpochs(epochs));
  }
}
