package io.sparkrnn.track;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of an epoch that are worth a curve. */
final class EpochFigures {

  private EpochFigures() {}

  /** Finite ones by name; the parts of a name are separated by a slash. */
  static Map<String, Double> of(EpochRecord record) {
    Map<String, Double> figures = new LinkedHashMap<>();
    add(figures, "train/", record.training());
    add(figures, "validation/", record.validation());
    figures.put("learning_rate", record.learningRate());
    figures.put("examples_per_second", record.examplesPerSecond());
    figures.put("replica_divergence", record.averaging().drift());
    figures.values().removeIf(value -> !Double.isFinite(value));
    return figures;
  }

  private static void add(Map<String, Double> figures, String prefix, Scores scores) {
    scores.all().forEach(score -> figures.put(prefix + score.name(), score.value()));
  }
}
