package io.sparkrnn.workload.forecast;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * Ridge regression of the next step on the steps before it (Hoerl and Kennard, "Ridge regression:
 * biased estimation for nonorthogonal problems", Technometrics 12, 1970). The intercept is not
 * penalized. Because of the penalty, there is one solution even with fewer windows than lags.
 */
final class RidgeRegression {

  /** Penalties, relative to the mean variance of an input: half a power of ten apart. */
  private static final double[] STRENGTHS = strengths();

  /** Penalty if there is no validation split to choose it on. */
  private static final double UNVALIDATED = 0.01;

  /** Part of the largest element by which rounding may spoil the symmetry of a matrix. */
  private static final double SYMMETRY = 1e-9;

  private RidgeRegression() {}

  private static double[] strengths() {
    double[] strengths = new double[19];
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] = Math.pow(10, -7 + i / 2.0);
    }
    return strengths;
  }

  /**
   * Fits a model with the penalty that has the least error on the validation split; empty if none
   * can be fitted.
   *
   * @param lags number of steps of each column among the inputs
   * @param training sums of the training split
   * @param validation sums of the validation split; may be empty
   * @param refit whether the model is then fitted to both splits
   */
  static Optional<LinearForecast> choose(
      int lags, LagSums training, LagSums validation, boolean refit) {
    double best = UNVALIDATED;
    double least = Double.POSITIVE_INFINITY;
    if (validation.count() > 0) {
      for (double strength : STRENGTHS) {
        double error =
            fit(lags, training, strength)
                .map(validation::meanSquaredError)
                .orElse(Double.POSITIVE_INFINITY);
        if (error < least) {
          least = error;
          best = strength;
        }
      }
    }
    return fit(lags, refit ? training.plus(validation) : training, best);
  }

  /**
   * Fits a model with a given penalty; empty if there are no windows, or if the penalty is too
   * small to outweigh rounding.
   */
  static Optional<LinearForecast> fit(int lags, LagSums sums, double strength) {
    if (sums.count() == 0) {
      return Optional.empty();
    }
    double[][] matrix = sums.covariance();
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    // Of inputs that never change, nothing can be learned: any penalty gives weights of 0.
    double penalty = trace > 0 ? strength * trace / matrix.length : 1;
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][i] += penalty;
    }
    DecompositionSolver solver;
    try {
      solver =
          new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), SYMMETRY, 0)
              .getSolver();
    } catch (NonPositiveDefiniteMatrixException e) {
      return Optional.empty();
    }
    float[][] weights = new float[sums.targets()][sums.inputs()];
    float[] intercepts = new float[sums.targets()];
    for (int column = 0; column < intercepts.length; column++) {
      double[] solution =
          solver.solve(new ArrayRealVector(sums.covarianceWith(column), false)).toArray();
      double intercept = sums.targetMean(column);
      for (int i = 0; i < solution.length; i++) {
        weights[column][i] = (float) solution[i];
        intercept -= solution[i] * sums.inputMean(i);
      }
      intercepts[column] = (float) intercept;
    }
    return Optional.of(new LinearForecast(lags, strength, weights, intercepts));
  }
}
