package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * Teacher that a network is trained to match: logistic regression on n-grams.
 *
 * @param features features of the teacher
 * @param inverseRegularization inverse of the strength of its L2 penalty, scikit-learn's C
 */
public record Distillation(NgramFeatures features, double inverseRegularization) {
  public Distillation {
    requireNonNull(features, "features is null");
  }
}
