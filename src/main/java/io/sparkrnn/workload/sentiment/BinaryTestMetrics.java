package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.ClassPrediction;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.TextClasses;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Metrics of the test of a network with one sigmoid output; needs 13 bytes per example.
 *
 * <p>Scores, in this order: accuracy and loss, defined as in {@link BinaryEpochMetrics}; auc, the
 * area under the ROC curve, NaN if one class is absent or a probability is NaN; precision, recall
 * and f1 of the label 1, where 0/0 is 0.
 */
public final class BinaryTestMetrics implements ClassifierMetrics {

  private static final long serialVersionUID = 1L;

  private static final Comparator<ScoredReview> MOST_CONFIDENT_FIRST =
      Comparator.comparingDouble(ScoredReview::confidence)
          .reversed()
          .thenComparingLong(ScoredReview::index);

  private int count;
  private long[] indices = new long[16];
  private boolean[] labels = new boolean[16];
  private float[] probabilities = new float[16];

  /**
   * {@inheritDoc}
   *
   * @param target the label, [1]: 0 or 1
   * @param output the probability of the label 1, [1]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    float label = BinaryOutputs.single(index, "target", target);
    float probability = BinaryOutputs.single(index, "output", output);
    reserve(Math.addExact(count, 1));
    indices[count] = index;
    labels[count] = BinaryOutputs.isPositive(label);
    probabilities[count] = probability;
    count++;
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof BinaryTestMetrics that)) {
      throw new IllegalArgumentException(
          "cannot merge %s into test metrics".formatted(other.getClass().getSimpleName()));
    }
    int added = that.count;
    reserve(Math.addExact(count, added));
    System.arraycopy(that.indices, 0, indices, count, added);
    System.arraycopy(that.labels, 0, labels, count, added);
    System.arraycopy(that.probabilities, 0, probabilities, count, added);
    count += added;
  }

  /** Trims the arrays before they are sent. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    indices = Arrays.copyOf(indices, count);
    labels = Arrays.copyOf(labels, count);
    probabilities = Arrays.copyOf(probabilities, count);
    out.defaultWriteObject();
  }

  private void reserve(int size) {
    if (size > indices.length) {
      int longer = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, indices.length * 2L));
      indices = Arrays.copyOf(indices, longer);
      labels = Arrays.copyOf(labels, longer);
      probabilities = Arrays.copyOf(probabilities, longer);
    }
  }

  @Override
  public List<String> classes() {
    return TextClasses.BINARY.names();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    double lossSum = 0;
    for (int i = 0; i < count; i++) {
      lossSum += BinaryOutputs.crossEntropy(labels[i] ? 1 : 0, probabilities[i]);
    }
    Confusion confusion = confusion();
    return Scores.empty()
        .with("accuracy", confusion.accuracy())
        .with("loss", lossSum / count)
        .with("auc", ranking().auc())
        .with("precision", confusion.precision())
        .with("recall", confusion.recall())
        .with("f1", confusion.f1());
  }

  /** {@inheritDoc} Confusion matrix, ROC curve (if both classes occur) and calibration. */
  @Override
  public List<Figure> figures() {
    if (count == 0) {
      return List.of();
    }
    Calibration calibration = Calibration.of(judged());
    List<Figure> figures = new ArrayList<>();
    figures.add(confusion().table());
    RocCurve ranking = ranking();
    if (!Double.isNaN(ranking.auc())) {
      figures.add(ranking.plot());
    }
    figures.add(calibration.plot());
    figures.add(calibration.table());
    return List.copyOf(figures);
  }

  /**
   * Returns the examples with a verdict and the highest confidence, in descending order; ties in
   * the order of their indices.
   *
   * @param limit maximum number of examples; there may be fewer
   */
  public List<ScoredReview> mostConfident(Verdict verdict, int limit) {
    return FirstOf.stream(
        judged()
            .filter(judged -> judged.verdict() == verdict)
            .filter(judged -> !Float.isNaN(judged.probability())),
        MOST_CONFIDENT_FIRST,
        limit);
  }

  /** {@inheritDoc} Elements are created on access; the list needs 8 bytes per example. */
  @Override
  public List<ClassPrediction> answers() {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] =
          indices[i] << 2
              | (labels[i] ? 2 : 0)
              | (BinaryOutputs.isPositive(probabilities[i]) ? 1 : 0);
    }
    Arrays.sort(sorted);
    return new AbstractList<>() {
      @Override
      public ClassPrediction get(int i) {
        long answer = sorted[i];
        return new ClassPrediction(answer >> 2, (int) (answer >> 1 & 1), (int) (answer & 1));
      }

      @Override
      public int size() {
        return sorted.length;
      }
    };
  }

  private Stream<ScoredReview> judged() {
    return IntStream.range(0, count)
        .mapToObj(i -> new ScoredReview(indices[i], labels[i] ? 1 : 0, probabilities[i]));
  }

  private Confusion confusion() {
    long[] cells = new long[4];
    for (int i = 0; i < count; i++) {
      cells[(labels[i] ? 2 : 0) + (BinaryOutputs.isPositive(probabilities[i]) ? 1 : 0)]++;
    }
    return new Confusion(cells[0], cells[1], cells[2], cells[3]);
  }

  private RocCurve ranking() {
    return new RocCurve(ofClass(false), ofClass(true));
  }

  private float[] ofClass(boolean label) {
    float[] found = new float[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (labels[i] == label) {
        found[size++] = probabilities[i];
      }
    }
    return Arrays.copyOf(found, size);
  }
}
