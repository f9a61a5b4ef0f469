package io.sparkrnn.eval;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.ClassPrediction;
import io.sparkrnn.workload.ClassifierMetrics;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.special.Beta;

/**
 * Paired counts of right and wrong predictions of two classifiers on the same examples.
 *
 * @param bothRight number of examples that both get right
 * @param onlyFirst number of examples that only the first gets right
 * @param onlySecond number of examples that only the second gets right
 * @param bothWrong number of examples that both get wrong
 */
public record PairedCounts(long bothRight, long onlyFirst, long onlySecond, long bothWrong) {

  /** Counts without examples. */
  public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

  public PairedCounts {
    if (Math.min(Math.min(bothRight, onlyFirst), Math.min(onlySecond, bothWrong)) < 0) {
      throw new IllegalArgumentException(
          "counts are %d, %d, %d, %d, expected none below 0"
              .formatted(bothRight, onlyFirst, onlySecond, bothWrong));
    }
  }

  /**
   * Counts the predictions of two classifiers, paired by the examples' indices.
   *
   * @throws BadDataException if the predictions are not for the same classes and examples
   */
  public static PairedCounts of(ClassifierMetrics first, ClassifierMetrics second) {
    if (!first.classes().equals(second.classes())) {
      throw new BadDataException(
          ("one model has the classes %s and the other %s; only predictions of the same classes can be"
                  + " compared")
              .formatted(first.classes(), second.classes()));
    }
    List<ClassPrediction> ours = first.answers();
    List<ClassPrediction> others = second.answers();
    if (ours.size() != others.size()) {
      throw new BadDataException(
          ("one model has predictions for %,d examples and the other for %,d; only predictions for"
                  + " the same examples can be compared")
              .formatted(ours.size(), others.size()));
    }
    long[] cells = new long[4];
    for (int i = 0; i < ours.size(); i++) {
      ClassPrediction one = ours.get(i);
      ClassPrediction other = others.get(i);
      requireSameExample(one, other);
      cells[(one.isRight() ? 2 : 0) + (other.isRight() ? 1 : 0)]++;
    }
    return new PairedCounts(cells[3], cells[2], cells[1], cells[0]);
  }

  private static void requireSameExample(ClassPrediction one, ClassPrediction other) {
    if (one.index() != other.index() || one.truth() != other.truth()) {
      throw new BadDataException(
          ("one model has a prediction for example %d with label %d, the other for example %d with"
                  + " label %d; did the data change between the two evaluations?")
              .formatted(one.index(), one.truth(), other.index(), other.truth()));
    }
  }

  /** Returns the sum of these counts and those of other examples. */
  public PairedCounts plus(PairedCounts more) {
    return new PairedCounts(
        bothRight + more.bothRight,
        onlyFirst + more.onlyFirst,
        onlySecond + more.onlySecond,
        bothWrong + more.bothWrong);
  }

  public long total() {
    return bothRight + onlyFirst + onlySecond + bothWrong;
  }

  public long firstRight() {
    return bothRight + onlyFirst;
  }

  public long secondRight() {
    return bothRight + onlySecond;
  }

  /** Returns the first accuracy minus the second, in [-1, 1]; NaN without examples. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / total();
  }

  /**
   * Returns the 95 % confidence interval of {@link #difference}, by Newcombe's method 10 for paired
   * data; both bounds are NaN without examples.
   */
  public ConfidenceInterval interval() {
    return ConfidenceInterval.newcombe(this);
  }

  /**
   * Returns the two-sided p-value of McNemar's exact test: the probability that two equally
   * accurate classifiers differ at least as much. Under that null hypothesis, each example that
   * only one of them gets right is equally likely to be either's. It compares these two trained
   * models and does not cover the variation between seeds.
   *
   * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated
   * proportions or percentages", Psychometrika 12 (1947), in its exact form, conditional on the
   * examples that they disagree about.
   */
  public double pValue() {
    if (onlyFirst == onlySecond) {
      return 1;
    }
    long rarer = Math.min(onlyFirst, onlySecond);
    long commoner = Math.max(onlyFirst, onlySecond);
    // The lower tail of the binomial distribution with probability 1/2, as a regularized incomplete
    // beta function: it neither overflows nor cancels for large counts.
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, commoner, rarer + 1.0));
  }

  /** Returns the p-value as text, such as {@code p = 0.0312}. */
  public String pValueText() {
    double p = pValue();
    return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }
}
