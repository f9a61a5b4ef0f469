package io.sparkrnn.baseline;

import java.util.Arrays;

/**
 * Objective of a logistic regression: mean cross-entropy plus an L2 penalty of the weights. A
 * coefficient is a weight times the scale of its feature, so that a small scale means a strong
 * penalty.
 *
 * <p>Sums have a fixed order and functions are those of {@link StrictMath}, so that the same
 * examples give the same bits on every machine.
 */
final class LogisticLoss implements Lbfgs.Objective {

  /** Penalty of intercepts beside that of weights: they stay finite even if a class is absent. */
  private static final double INTERCEPT_SHARE = 0.01;

  private final BagExamples examples;
  private final double[] scales;
  private final double penalty;

  /**
   * Creates an objective.
   *
   * @param scales scale of each weight, [ids + 1, outputs] row by row; the last row is the
   *     intercept's
   * @param penalty factor of half the sum of squared weights
   */
  LogisticLoss(BagExamples examples, double[] scales, double penalty) {
    this.examples = examples;
    this.scales = scales;
    this.penalty = penalty;
  }

  @Override
  public double evaluate(double[] weights, double[] gradient) {
    int ids = examples.ids();
    int outputs = examples.outputs();
    double[] coefficients = coefficients(weights);
    Arrays.fill(gradient, 0);
    double[] logits = new double[outputs];
    double loss = 0;
    for (int example = 0; example < examples.size(); example++) {
      int[] bag = examples.bags()[example];
      Arrays.fill(logits, 0);
      addLogits(coefficients, ids, outputs, bag, logits);
      loss += crossEntropy(logits, examples.labels()[example]);
      toProbabilities(logits);
      for (int output = 0; output < outputs; output++) {
        logits[output] -= examples.isTarget(example, output) ? 1 : 0;
      }
      for (int id : bag) {
        if (id < ids) {
          add(logits, gradient, id * outputs);
        }
      }
      add(logits, gradient, ids * outputs);
    }
    double penalties = 0;
    for (int i = 0; i < weights.length; i++) {
      double share = i < ids * outputs ? penalty : INTERCEPT_SHARE * penalty;
      gradient[i] = gradient[i] * scales[i] / examples.size() + share * weights[i];
      penalties += share / 2 * weights[i] * weights[i];
    }
    return loss / examples.size() + penalties;
  }

  /** Returns the coefficients of weights. */
  double[] coefficients(double[] weights) {
    double[] coefficients = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      coefficients[i] = weights[i] * scales[i];
    }
    return coefficients;
  }

  private static void add(double[] errors, double[] gradient, int at) {
    for (int output = 0; output < errors.length; output++) {
      gradient[at + output] += errors[output];
    }
  }

  /** Adds the coefficients of a bag's ids and the intercepts to {@code logits}. */
  static void addLogits(double[] coefficients, int ids, int outputs, int[] bag, double[] logits) {
    for (int id : bag) {
      if (id < ids) {
        addRow(coefficients, id * outputs, logits);
      }
    }
    addRow(coefficients, ids * outputs, logits);
  }

  private static void addRow(double[] coefficients, int at, double[] logits) {
    for (int output = 0; output < logits.length; output++) {
      logits[output] += coefficients[at + output];
    }
  }

  /** Returns the negative log-probability of a class, in nats. */
  static double crossEntropy(double[] logits, int label) {
    if (logits.length == 1) {
      double margin = label == 1 ? logits[0] : -logits[0];
      return margin > 0
          ? StrictMath.log1p(StrictMath.exp(-margin))
          : StrictMath.log1p(StrictMath.exp(margin)) - margin;
    }
    double largest = largest(logits);
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - largest);
    }
    return StrictMath.log(sum) + largest - logits[label];
  }

  /** Replaces logits by probabilities: the sigmoid of one, the softmax of several. */
  static void toProbabilities(double[] logits) {
    if (logits.length == 1) {
      logits[0] = 1 / (1 + StrictMath.exp(-logits[0]));
      return;
    }
    double largest = largest(logits);
    double sum = 0;
    for (int output = 0; output < logits.length; output++) {
      logits[output] = StrictMath.exp(logits[output] - largest);
      sum += logits[output];
    }
    for (int output = 0; output < logits.length; output++) {
      logits[output] /= sum;
    }
  }

  private static double largest(double[] values) {
    double largest = values[0];
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
