package io.sparkrnn.baseline;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Linear classifier of bags of ids.
 *
 * <p>A class because Spark's Kryo cannot serialize records.
 */
final class LinearModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] coefficients;
  private final int ids;
  private final int outputs;

  /**
   * Creates a model that holds the array itself; the caller must not change it afterwards.
   *
   * @param coefficients log-odds that an id adds, [ids + 1, outputs] row by row; the last row is
   *     the intercept
   */
  LinearModel(double[] coefficients, int ids, int outputs) {
    if (coefficients.length != (ids + 1) * outputs) {
      throw new IllegalArgumentException(
          "%d coefficients for %d ids and %d outputs".formatted(coefficients.length, ids, outputs));
    }
    this.coefficients = coefficients;
    this.ids = ids;
    this.outputs = outputs;
  }

  /** Returns the coefficient of an id for an output. */
  double coefficient(int id, int output) {
    return coefficients[id * outputs + output];
  }

  /** Returns the intercept of an output. */
  double intercept(int output) {
    return coefficients[ids * outputs + output];
  }

  /**
   * Returns the probabilities: of class 1 for one output, else of each class.
   *
   * @param bag distinct ids of an example
   */
  float[] probabilities(int[] bag) {
    double[] logits = new double[outputs];
    LogisticLoss.addLogits(coefficients, ids, outputs, bag, logits);
    LogisticLoss.toProbabilities(logits);
    float[] probabilities = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      probabilities[output] = (float) logits[output];
    }
    return probabilities;
  }

  /** Returns the mean cross-entropy of examples in nats. */
  double loss(BagExamples examples) {
    double[] logits = new double[outputs];
    double loss = 0;
    for (int example = 0; example < examples.size(); example++) {
      Arrays.fill(logits, 0);
      LogisticLoss.addLogits(coefficients, ids, outputs, examples.bags()[example], logits);
      loss += LogisticLoss.crossEntropy(logits, examples.labels()[example]);
    }
    return loss / examples.size();
  }
}
