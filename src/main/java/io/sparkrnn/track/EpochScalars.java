package io.sparkrnn.track;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.util.LinkedHashMap;
import java.util.Map;

/** Selects the scalars of an epoch that are reported to tracking systems. */
final class EpochScalars {

  private EpochScalars() {}

  /** Returns the finite scalars by name, such as {@code train/loss}. */
  static Map<String, Double> of(EpochRecord record) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    add(scalars, "train/", record.training());
    add(scalars, "validation/", record.validation());
    scalars.put("learning_rate", record.learningRate());
    scalars.put("examples_per_second", record.examplesPerSecond());
    scalars.put("replica_divergence", record.averaging().divergence());
    scalars.values().removeIf(value -> !Double.isFinite(value));
    return scalars;
  }

  private static void add(Map<String, Double> scalars, String prefix, Scores scores) {
    scores.all().forEach(score -> scalars.put(prefix + score.name(), score.value()));
  }
}
