package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.ClassPrediction;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Metrics of the test of a network with a softmax over classes; needs 16 bytes per example, and at
 * most some megabytes for the histograms of {@link BinnedAuc}.
 *
 * <p>Scores, in this order: accuracy and loss, defined as in {@link ClassEpochMetrics}; macro_f1
 * and weighted_f1, see {@link ClassCounts}; macro_auc, the mean area under the ROC curves of each
 * class against the rest, NaN if there is no such curve or a probability is NaN.
 */
public final class ClassTestMetrics implements ClassifierMetrics {

  private static final long serialVersionUID = 1L;

  private static final Comparator<ClassifiedReview> MOST_CONFIDENT_FIRST =
      Comparator.comparingDouble(ClassifiedReview::probability)
          .reversed()
          .thenComparingLong(ClassifiedReview::index);

  /** An array, since Kryo cannot restore immutable lists. */
  private final String[] names;

  private final BinnedAuc ranking;
  private double lossSum;
  private int count;
  private long[] indices = new long[16];
  private char[] truths = new char[16];
  private char[] predictions = new char[16];
  private float[] probabilities = new float[16];

  /**
   * Creates metrics without examples.
   *
   * @param names names of the classes
   */
  public ClassTestMetrics(List<String> names) {
    this.names = names.toArray(String[]::new);
    this.ranking = new BinnedAuc(this.names.length);
  }

  /**
   * {@inheritDoc}
   *
   * @param target the index of the class, [1]
   * @param output the probability of each class, [classes]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    if (output.length != names.length) {
      throw new IllegalArgumentException(
          "example %d has %d outputs, expected %d".formatted(index, output.length, names.length));
    }
    int truth = ClassOutputs.truth(index, target, output);
    int predicted = ClassOutputs.mostProbable(output);
    reserve(Math.addExact(count, 1));
    indices[count] = index;
    truths[count] = (char) truth;
    predictions[count] = (char) predicted;
    probabilities[count] = output[predicted];
    count++;
    lossSum += ClassOutputs.crossEntropy(output[truth]);
    ranking.add(truth, output);
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof ClassTestMetrics that) || !Arrays.equals(that.names, names)) {
      throw new IllegalArgumentException(
          "cannot merge %s into test metrics of %d classes"
              .formatted(other.getClass().getSimpleName(), names.length));
    }
    int added = that.count;
    reserve(Math.addExact(count, added));
    System.arraycopy(that.indices, 0, indices, count, added);
    System.arraycopy(that.truths, 0, truths, count, added);
    System.arraycopy(that.predictions, 0, predictions, count, added);
    System.arraycopy(that.probabilities, 0, probabilities, count, added);
    count += added;
    lossSum += that.lossSum;
    ranking.merge(that.ranking);
  }

  /** Trims the arrays before they are sent. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    resize(count);
    out.defaultWriteObject();
  }

  private void reserve(int size) {
    if (size > indices.length) {
      resize((int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, indices.length * 2L)));
    }
  }

  private void resize(int size) {
    indices = Arrays.copyOf(indices, size);
    truths = Arrays.copyOf(truths, size);
    predictions = Arrays.copyOf(predictions, size);
    probabilities = Arrays.copyOf(probabilities, size);
  }

  @Override
  public List<String> classes() {
    return List.of(names);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    ClassCounts counts = counts();
    return Scores.empty()
        .with("accuracy", counts.accuracy())
        .with("loss", lossSum / count)
        .with("macro_f1", counts.macroF1())
        .with("weighted_f1", counts.weightedF1())
        .with("macro_auc", ranking.macro());
  }

  private ClassCounts counts() {
    ClassCounts counts = ClassCounts.none(names.length);
    for (int i = 0; i < count; i++) {
      counts.add(truths[i], predictions[i]);
    }
    return counts;
  }

  /** {@inheritDoc} Scores of each class, confusion matrix, and the pairs confused most often. */
  @Override
  public List<Figure> figures() {
    return count == 0 ? List.of() : new ClassFigures(classes(), counts(), ranking).of(this::judged);
  }

  /**
   * Returns the examples with a verdict and the most probable predictions, in descending order;
   * ties in the order of their indices.
   *
   * @param limit maximum number of examples; there may be fewer
   */
  List<ClassifiedReview> mostConfident(Verdict verdict, int limit) {
    return FirstOf.stream(
        judged()
            .filter(judged -> judged.verdict() == verdict)
            .filter(judged -> !Float.isNaN(judged.probability())),
        MOST_CONFIDENT_FIRST,
        limit);
  }

  private Stream<ClassifiedReview> judged() {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new ClassifiedReview(indices[i], truths[i], predictions[i], probabilities[i]));
  }

  /** {@inheritDoc} Elements are created on access; the list needs 8 bytes per example. */
  @Override
  public List<ClassPrediction> answers() {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      // There are fewer than 2^31 examples, so their indices fit.
      sorted[i] =
          ((long) Math.toIntExact(indices[i]) << 2 * Character.SIZE)
              | ((long) truths[i] << Character.SIZE)
              | predictions[i];
    }
    Arrays.sort(sorted);
    return new AbstractList<>() {
      @Override
      public ClassPrediction get(int i) {
        long answer = sorted[i];
        return new ClassPrediction(
            answer >>> 2 * Character.SIZE, (char) (answer >>> Character.SIZE), (char) answer);
      }

      @Override
      public int size() {
        return sorted.length;
      }
    };
  }
}
