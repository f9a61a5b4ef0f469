package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * Sums over windows that a linear regression is computed from: of the inputs, of their products
 * with one another, and of their products with the targets. Their size depends on the number of
 * inputs, not on that of windows. Adding takes quadratic time in the number of inputs. Sums of
 * doubles depend on their order, so the caller adds and merges in a fixed one.
 */
final class LagSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private long count;
  private final double[] inputs;
  private final double[] targets;

  /** Products of inputs, [inputs][inputs]; only the diagonal and the elements above it are set. */
  private final double[][] products;

  /** Products of targets and inputs, [targets][inputs]. */
  private final double[][] crossed;

  private final double[] squares;

  /**
   * Empty sums.
   *
   * @param inputs number of inputs of a window
   * @param targets number of targets
   */
  LagSums(int inputs, int targets) {
    this.inputs = new double[inputs];
    this.targets = new double[targets];
    this.products = new double[inputs][inputs];
    this.crossed = new double[targets][inputs];
    this.squares = new double[targets];
  }

  /** Adds a window. */
  void add(float[] input, float[] target) {
    count++;
    for (int i = 0; i < inputs.length; i++) {
      double factor = input[i];
      inputs[i] += factor;
      double[] row = products[i];
      for (int j = i; j < row.length; j++) {
        row[j] += factor * input[j];
      }
    }
    for (int column = 0; column < targets.length; column++) {
      double factor = target[column];
      targets[column] += factor;
      squares[column] += factor * factor;
      double[] row = crossed[column];
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * input[j];
      }
    }
  }

  /** Returns new sums over the windows of both. */
  LagSums plus(LagSums other) {
    LagSums sum = new LagSums(inputs.length, targets.length);
    for (LagSums one : new LagSums[] {this, other}) {
      sum.count += one.count;
      add(sum.inputs, one.inputs);
      add(sum.targets, one.targets);
      add(sum.squares, one.squares);
      for (int i = 0; i < inputs.length; i++) {
        add(sum.products[i], one.products[i]);
      }
      for (int column = 0; column < targets.length; column++) {
        add(sum.crossed[column], one.crossed[column]);
      }
    }
    return sum;
  }

  private static void add(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  long count() {
    return count;
  }

  int inputs() {
    return inputs.length;
  }

  int targets() {
    return targets.length;
  }

  /** Returns the mean of an input. */
  double inputMean(int input) {
    return inputs[input] / count;
  }

  /** Returns the mean of a target. */
  double targetMean(int column) {
    return targets[column] / count;
  }

  /** Returns the covariance of the inputs as the whole population, [inputs][inputs]. */
  double[][] covariance() {
    double[][] covariance = new double[inputs.length][inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      for (int j = i; j < inputs.length; j++) {
        covariance[i][j] = products[i][j] / count - inputMean(i) * inputMean(j);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** Returns the covariances of a target and the inputs, [inputs]. */
  double[] covarianceWith(int column) {
    double[] covariance = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      covariance[i] = crossed[column][i] / count - targetMean(column) * inputMean(i);
    }
    return covariance;
  }

  /** Returns a linear model's mean squared error over all windows and targets. */
  double meanSquaredError(LinearForecast model) {
    double[][] covariance = covariance();
    double sum = 0;
    for (int column = 0; column < targets.length; column++) {
      float[] weights = model.weights()[column];
      double[] with = covarianceWith(column);
      double mean = targetMean(column);
      double variance = squares[column] / count - mean * mean;
      double bias = model.intercepts()[column] - mean;
      for (int i = 0; i < weights.length; i++) {
        double inner = -2 * with[i];
        for (int j = 0; j < weights.length; j++) {
          inner += covariance[i][j] * weights[j];
        }
        variance += weights[i] * inner;
        bias += weights[i] * inputMean(i);
      }
      sum += variance + bias * bias;
    }
    return sum / targets.length;
  }
}
