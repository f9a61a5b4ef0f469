package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Answer;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything a test of a network with one sigmoid output tells; keeps 13 bytes an example.
 *
 * <p>Scores, in this order: accuracy; loss (as {@link BinaryEpochMetrics} has them); auc, the area
 * under the ROC curve, NaN if one class is absent or a probability is NaN; precision, recall and f1
 * of the label 1, where 0/0 counts as 0.
 */
public final class BinaryTestMetrics implements ClassifierMetrics {

  private static final long serialVersionUID = 1L;

  private static final Comparator<Judged> SUREST_FIRST =
      Comparator.comparingDouble(Judged::confidence).reversed().thenComparingLong(Judged::index);

  private int count;
  private long[] indices = new long[16];
  private boolean[] labels = new boolean[16];
  private float[] probabilities = new float[16];

  /**
   * {@inheritDoc}
   *
   * @param target of shape [1], 0 or 1
   * @param output of shape [1], the probability of the label 1
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    float label = BinaryPairs.single(index, "target", target);
    float probability = BinaryPairs.single(index, "output", output);
    reserve(Math.addExact(count, 1));
    indices[count] = index;
    labels[count] = BinaryPairs.isPositive(label);
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

  /** What is sent has no room left over. */
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
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    double lossSum = 0;
    for (int i = 0; i < count; i++) {
      lossSum += BinaryPairs.crossEntropy(labels[i] ? 1 : 0, probabilities[i]);
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

  /** Confusion matrix, ROC curve (if both classes are there) and calibration. */
  @Override
  public List<Exhibit> exhibits() {
    if (count == 0) {
      return List.of();
    }
    Calibration calibration = Calibration.of(judged());
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(confusion().table());
    Ranking ranking = ranking();
    if (!Double.isNaN(ranking.auc())) {
      exhibits.add(ranking.plot());
    }
    exhibits.add(calibration.plot());
    exhibits.add(calibration.table());
    return List.copyOf(exhibits);
  }

  /**
   * The examples of a verdict that the network was surest of, surest first; equally sure ones in
   * the order of their indices.
   *
   * @param limit the most to return; there may be fewer
   */
  public List<Judged> mostConfident(Verdict verdict, int limit) {
    // The least sure one first: it goes when there is a surer one. Sorting all would hold them all.
    PriorityQueue<Judged> surest = new PriorityQueue<>(SUREST_FIRST.reversed());
    judged()
        .filter(judged -> judged.verdict() == verdict)
        .filter(judged -> !Float.isNaN(judged.probability()))
        .forEach(
            judged -> {
              surest.add(judged);
              if (surest.size() > limit) {
                surest.remove();
              }
            });
    return surest.stream().sorted(SUREST_FIRST).toList();
  }

  /** {@inheritDoc} They are made as they are looked at; eight bytes are kept for each. */
  @Override
  public List<Answer> answers() {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] =
          indices[i] << 2
              | (labels[i] ? 2 : 0)
              | (BinaryPairs.isPositive(probabilities[i]) ? 1 : 0);
    }
    Arrays.sort(sorted);
    return new AbstractList<>() {
      @Override
      public Answer get(int place) {
        long answer = sorted[place];
        return new Answer(answer >> 2, (int) (answer >> 1 & 1), (int) (answer & 1));
      }

      @Override
      public int size() {
        return sorted.length;
      }
    };
  }

  private Stream<Judged> judged() {
    return IntStream.range(0, count)
        .mapToObj(i -> new Judged(indices[i], labels[i] ? 1 : 0, probabilities[i]));
  }

  private Confusion confusion() {
    long[] cells = new long[4];
    for (int i = 0; i < count; i++) {
      cells[(labels[i] ? 2 : 0) + (BinaryPairs.isPositive(probabilities[i]) ? 1 : 0)]++;
    }
    return new Confusion(cells[0], cells[1], cells[2], cells[3]);
  }

  private Ranking ranking() {
    return new Ranking(ofClass(false), ofClass(true));
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
