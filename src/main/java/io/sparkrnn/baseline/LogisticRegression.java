package io.sparkrnn.baseline;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Logistic regression of bags of ids with naive Bayes weights: the feature of an id is its
 * log-count ratio if the example contains it, else 0. Minimizes the squared weights / 2 + C times
 * the sum of the examples' cross-entropy, so that C is scikit-learn's.
 */
final class LogisticRegression {

  /** Values of C that are tried if there is a validation split, in ascending order. */
  private static final double[] TRIED = {0.01, 0.03, 0.1, 0.3, 1, 3};

  /** Value of C without a validation split: the best on validation splits of the IMDB reviews. */
  private static final double USUAL = 0.1;

  private static final int MOST_STEPS = 200;
  private static final double TOLERANCE = 1e-5;

  private final Function<BagExamples, double[]> ratios;
  private final Runnable progress;

  /**
   * Creates a regression with naive Bayes weights.
   *
   * @param progress is called after each step of the minimizer
   */
  LogisticRegression(Runnable progress) {
    this(LogCountRatios::of, progress);
  }

  /** Creates a regression with other weights of the features, [ids, outputs] row by row. */
  LogisticRegression(Function<BagExamples, double[]> ratios, Runnable progress) {
    this.ratios = ratios;
    this.progress = progress;
  }

  /**
   * A model with its C.
   *
   * @param weights weights that the model's coefficients are made of, to begin the next fit at
   */
  record Fitted(LinearModel model, double strength, double[] weights) {}

  /**
   * Fits a model with the C of the least validation loss.
   *
   * @param validation validation examples; none: the usual C is taken
   * @param all examples that the result is then fitted to; the training examples, or those of both
   *     splits
   */
  Fitted choose(BagExamples training, BagExamples validation, BagExamples all) {
    Fitted best;
    if (validation.size() == 0) {
      best = fit(training, USUAL, start(training));
    } else {
      best = fit(training, TRIED[0], start(training));
      double leastLoss = best.model().loss(validation);
      for (int i = 1; i < TRIED.length; i++) {
        Fitted next = fit(training, TRIED[i], best.weights());
        double loss = next.model().loss(validation);
        // Of a convex path: the loss falls as the model fits better, then rises as it overfits.
        if (!(loss < leastLoss)) {
          break;
        }
        best = next;
        leastLoss = loss;
      }
    }
    return all.size() == training.size() ? best : fit(all, best.strength(), best.weights());
  }

  /** Fits a model with one C, from weights to begin at. */
  Fitted fit(BagExamples examples, double strength, double[] start) {
    double[] scales = Arrays.copyOf(ratios.apply(examples), start.length);
    Arrays.fill(scales, start.length - examples.outputs(), start.length, 1);
    LogisticLoss loss = new LogisticLoss(examples, scales, 1 / (strength * examples.size()));
    double[] weights = new Lbfgs(MOST_STEPS, TOLERANCE).minimize(loss, start, progress);
    LinearModel model =
        new LinearModel(loss.coefficients(weights), examples.ids(), examples.outputs());
    return new Fitted(model, strength, weights);
  }

  /** Returns the weights of a model that knows nothing. */
  static double[] start(BagExamples examples) {
    return new double[Math.multiplyExact(examples.ids() + 1, examples.outputs())];
  }
}
