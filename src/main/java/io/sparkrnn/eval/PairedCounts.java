package io.sparkrnn.eval;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Answer;
import io.sparkrnn.workload.ClassifierMetrics;
import java.util.List;

/**
 * How often each of two classifiers was right on the same examples, and what follows from it.
 *
 * @param bothRight examples that both get right
 * @param onlyFirst examples that the first alone gets right
 * @param onlySecond examples that the second alone gets right
 * @param bothWrong examples that both get wrong
 */
public record PairedCounts(long bothRight, long onlyFirst, long onlySecond, long bothWrong) {

  /** Of no examples. */
  public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

  public PairedCounts {
    if (Math.min(Math.min(bothRight, onlyFirst), Math.min(onlySecond, bothWrong)) < 0) {
      throw new IllegalArgumentException(
          "counts are %d, %d, %d, %d, expected none below 0"
              .formatted(bothRight, onlyFirst, onlySecond, bothWrong));
    }
  }

  /**
   * Counts the answers of two classifiers, which are paired by the examples' indices.
   *
   * @throws BadDataException if they were not asked about the same examples
   */
  public static PairedCounts of(ClassifierMetrics first, ClassifierMetrics second) {
    List<Answer> ours = first.answers();
    List<Answer> others = second.answers();
    if (ours.size() != others.size()) {
      throw new BadDataException(
          "one model answered to %,d examples and the other to %,d; only answers to the same examples can be compared"
              .formatted(ours.size(), others.size()));
    }
    long[] cells = new long[4];
    for (int i = 0; i < ours.size(); i++) {
      Answer one = ours.get(i);
      Answer other = others.get(i);
      requireSameExample(one, other);
      cells[(one.isRight() ? 2 : 0) + (other.isRight() ? 1 : 0)]++;
    }
    return new PairedCounts(cells[3], cells[2], cells[1], cells[0]);
  }

  private static void requireSameExample(Answer one, Answer other) {
    if (one.index() != other.index() || one.truth() != other.truth()) {
      throw new BadDataException(
          "one model answered to example %d of label %d where the other did to example %d of label %d; did the data change between the two evaluations?"
              .formatted(one.index(), one.truth(), other.index(), other.truth()));
    }
  }

  /** These and other examples together. */
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

  /** The first one's accuracy less the second one's, in [-1, 1]; NaN of no examples. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / total();
  }

  /**
   * The 95 % confidence interval of {@link #difference}, by Newcombe's method 10 for paired data;
   * of no examples, two NaN.
   */
  public Interval interval() {
    return NewcombeInterval.of(this);
  }

  /**
   * The two-sided p-value of McNemar's exact test: how probable it is that two equally good
   * classifiers differ by as much. It speaks of these two trained models, not of what another seed
   * would have made of them.
   */
  public double pValue() {
    return McNemar.pValue(onlyFirst, onlySecond);
  }
}
