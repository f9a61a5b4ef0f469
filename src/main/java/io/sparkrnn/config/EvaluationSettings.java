package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Settings of validation and test ({@code evaluation.*}).
 *
 * @param batchSize number of examples per forward pass
 * @param examplesShown number of examples of each kind, right and wrong, in the report
 * @param against an earlier run or model that the trained model is compared with; empty: none
 */
public record EvaluationSettings(int batchSize, int examplesShown, Optional<String> against) {
  public EvaluationSettings {
    requireNonNull(against, "against is null");
  }

  static EvaluationSettings read(SettingsReader read) {
    return new EvaluationSettings(
        read.count("evaluation.batch-size", 1, 1_000_000),
        read.count("evaluation.examples-shown", 0, 1_000),
        read.path("evaluation.against"));
  }
}
