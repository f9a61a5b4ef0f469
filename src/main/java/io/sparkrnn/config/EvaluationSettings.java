package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How validation and test are computed ({@code evaluation.*}).
 *
 * @param batchSize examples a forward pass
 * @param examplesShown right and wrong examples of each kind in the report
 * @param against an earlier run or model that a training is compared with; empty: none
 */
public record EvaluationSettings(int batchSize, int examplesShown, Optional<String> against) {
  public EvaluationSettings {
    requireNonNull(against, "against is null");
  }
}
