package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Settings of validation and test ({@code evaluation.*}).
 *
 * @param batchSize number of examples per forward pass
 * @param examplesShown number of examples of each kind, right and wrong, in the report
 * @param baseline whether a linear baseline is trained beside the network
 * @param against an earlier run or model that the trained model is compared with; empty: none
 */
public record EvaluationSettings(
    int batchSize, int examplesShown, Baseline baseline, Optional<String> against) {

  /** Whether a linear baseline is trained. */
  public enum Baseline {
    /** For workloads that have one: those that classify texts. */
    AUTO,
    /** Never. */
    OFF
  }

  public EvaluationSettings {
    requireNonNull(baseline, "baseline is null");
    requireNonNull(against, "against is null");
  }

  static EvaluationSettings read(SettingsReader read) {
    return new EvaluationSettings(
        read.count("evaluation.batch-size", 1, 1_000_000),
        read.count("evaluation.examples-shown", 0, 1_000),
        read.choice("evaluation.baseline", Baseline.class),
        read.path("evaluation.against"));
  }
}
