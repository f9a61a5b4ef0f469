package io.sparkrnn.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizer of smooth convex functions: L-BFGS with a backtracking line search.
 *
 * <p>Source: J. Nocedal and S. Wright, "Numerical optimization", 2nd edition 2006, algorithms 3.1,
 * 7.4 and 7.5.
 */
final class Lbfgs {

  /** Number of remembered steps, two vectors each. */
  private static final int MEMORY = 10;

  /** Fraction of the expected decrease that a step must reach. */
  private static final double SUFFICIENT = 1e-4;

  private static final int MOST_HALVINGS = 40;

  private final int mostSteps;
  private final double tolerance;

  /** A function with its gradient. */
  interface Objective {

    /** Returns the value at a point, and fills {@code gradient}. */
    double evaluate(double[] point, double[] gradient);
  }

  /**
   * Creates a minimizer.
   *
   * @param mostSteps maximum number of steps
   * @param tolerance largest absolute element of the gradient at which a point is the minimum
   */
  Lbfgs(int mostSteps, double tolerance) {
    this.mostSteps = mostSteps;
    this.tolerance = tolerance;
  }

  /** A step with its change of the gradient, and the inverse of their product. */
  private record Step(double[] change, double[] gradientChange, double inverse) {}

  /**
   * Returns the point with the least value.
   *
   * @param start point to begin at, which is not changed
   * @param progress is called after each step
   */
  double[] minimize(Objective objective, double[] start, Runnable progress) {
    int size = start.length;
    double[] point = start.clone();
    double[] gradient = new double[size];
    double value = objective.evaluate(point, gradient);
    Deque<Step> steps = new ArrayDeque<>();
    for (int step = 0; step < mostSteps && largest(gradient) > tolerance; step++) {
      double[] direction = direction(gradient, steps);
      double slope = dot(gradient, direction);
      double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = new double[size];
      double[] nextGradient = new double[size];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < MOST_HALVINGS; halving++) {
        for (int i = 0; i < size; i++) {
          next[i] = point[i] + length * direction[i];
        }
        nextValue = objective.evaluate(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
        length /= 2;
      }
      progress.run();
      // Not less: this is as near to the minimum as rounding allows.
      if (!(nextValue < value)) {
        return point;
      }
      remember(point, gradient, next, nextGradient, steps);
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(
      double[] point, double[] gradient, double[] next, double[] nextGradient, Deque<Step> steps) {
    double[] change = difference(next, point);
    double[] gradientChange = difference(nextGradient, gradient);
    double product = dot(change, gradientChange);
    if (product > 0) {
      if (steps.size() == MEMORY) {
        steps.removeFirst();
      }
      steps.addLast(new Step(change, gradientChange, 1 / product));
    }
  }

  /** Returns minus the gradient times the estimated inverse of the Hessian. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    if (steps.isEmpty()) {
      return direction;
    }
    double[] shares = new double[steps.size()];
    int at = steps.size();
    for (Iterator<Step> newestFirst = steps.descendingIterator(); newestFirst.hasNext(); ) {
      Step step = newestFirst.next();
      at--;
      shares[at] = step.inverse() * dot(step.change(), direction);
      addMultiple(step.gradientChange(), -shares[at], direction);
    }
    Step last = steps.getLast();
    double curvature = 1 / (last.inverse() * dot(last.gradientChange(), last.gradientChange()));
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= curvature;
    }
    for (Step step : steps) {
      double back = step.inverse() * dot(step.gradientChange(), direction);
      addMultiple(step.change(), shares[at] - back, direction);
      at++;
    }
    return direction;
  }

  private static double[] difference(double[] left, double[] right) {
    double[] difference = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      difference[i] = left[i] - right[i];
    }
    return difference;
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double element : vector) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static void addMultiple(double[] vector, double factor, double[] sum) {
    for (int i = 0; i < vector.length; i++) {
      sum[i] += factor * vector[i];
    }
  }
}
