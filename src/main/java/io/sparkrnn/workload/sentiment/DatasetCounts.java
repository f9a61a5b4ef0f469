package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Numbers of reviews by split and label, of their lengths, and of duplicate texts. */
final class DatasetCounts {

  private static final int CELLS = 2 * Split.values().length;

  /** Number of reviews by split and label, at the index {@code 2 * split + label}. */
  private final long[] reviews;

  /** Number of training reviews by {@link ReviewProfile#bucket}. */
  private final long[] lengths;

  private final long[] duplicatesWithin;
  private final long testInTrain;

  private DatasetCounts(long[] counts, long[] duplicatesWithin, long testInTrain) {
    this.reviews = Arrays.copyOf(counts, CELLS);
    this.lengths = Arrays.copyOfRange(counts, CELLS, counts.length);
    this.duplicatesWithin = duplicatesWithin;
    this.testInTrain = testInTrain;
  }

  static DatasetCounts of(JavaRDD<ReviewBlock> blocks) {
    long[] counts =
        blocks.aggregate(
            new long[CELLS + ReviewProfile.BUCKETS], DatasetCounts::plus, DatasetCounts::plus);

    // Aggregated on the executors: the number of distinct duplicate texts is unbounded.
    Repeated repeated =
        blocks
            .flatMapToPair(DatasetCounts::texts)
            .reduceByKey(Copies::plus)
            .values()
            .map(Repeated::of)
            .fold(Repeated.NONE, Repeated::plus);
    long[] within = new long[Split.values().length];
    within[Split.TRAIN.ordinal()] = repeated.withinTrain();
    within[Split.TEST.ordinal()] = repeated.withinTest();
    return new DatasetCounts(counts, within, repeated.testInTrain());
  }

  private static Iterator<Tuple2<TextDigest, Copies>> texts(ReviewBlock block) {
    return Arrays.stream(Split.values())
        .flatMap(
            split ->
                block
                    .of(split)
                    .mapToObj(review -> new Tuple2<>(block.digest(review), Copies.of(split))))
        .iterator();
  }

  private static long[] plus(long[] sum, ReviewBlock block) {
    for (Split split : Split.values()) {
      block.of(split).forEach(review -> sum[2 * split.ordinal() + block.label(review)]++);
    }
    block
        .of(Split.TRAIN)
        .forEach(review -> sum[CELLS + ReviewProfile.bucket(block.length(review))]++);
    return sum;
  }

  private static long[] plus(long[] sum, long[] other) {
    Arrays.setAll(sum, cell -> sum[cell] + other[cell]);
    return sum;
  }

  long count(Split split, int label) {
    return reviews[2 * split.ordinal() + label];
  }

  long count(Split split) {
    return count(split, 0) + count(split, 1);
  }

  /** Returns the number of training reviews by the {@link ReviewProfile#bucket} of their length. */
  List<Long> lengths() {
    return Arrays.stream(lengths).boxed().toList();
  }

  /** Returns the number of reviews whose text is also that of an earlier one of the same split. */
  long duplicatesWithin(Split split) {
    return duplicatesWithin[split.ordinal()];
  }

  /** Returns the number of test reviews whose text is also that of a training review. */
  long testReviewsInTrain() {
    return testInTrain;
  }

  /**
   * Requires reviews of both labels in each split, without which a classifier can be neither
   * trained nor evaluated.
   *
   * @throws BadDataException if a label is missing
   */
  void requireBothLabels(ReviewSource source) {
    for (Split split : source.hasTest() ? List.of(Split.values()) : List.of(Split.TRAIN)) {
      for (int label = 0; label <= 1; label++) {
        if (count(split, label) == 0) {
          throw new BadDataException(
              ("%s has no %s review labeled %s (%d train, %d test reviews in all); both labels are"
                      + " needed in both splits")
                  .formatted(
                      SecretRedaction.hidden(source.description()),
                      split.name().toLowerCase(Locale.ROOT),
                      label == 1 ? "positive" : "negative",
                      count(Split.TRAIN),
                      count(Split.TEST)));
        }
      }
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(reviews);
  }

  /** Number of occurrences of a text in each split. */
  private record Copies(long train, long test) implements Serializable {
    static Copies of(Split split) {
      return split == Split.TRAIN ? new Copies(1, 0) : new Copies(0, 1);
    }

    Copies plus(Copies other) {
      return new Copies(train + other.train, test + other.test);
    }
  }

  /** Number of reviews whose text is also that of another one. */
  private record Repeated(long withinTrain, long withinTest, long testInTrain)
      implements Serializable {

    static final Repeated NONE = new Repeated(0, 0, 0);

    static Repeated of(Copies copies) {
      return new Repeated(
          Math.max(0, copies.train() - 1),
          Math.max(0, copies.test() - 1),
          copies.train() > 0 ? copies.test() : 0);
    }

    Repeated plus(Repeated other) {
      return new Repeated(
          withinTrain + other.withinTrain,
          withinTest + other.withinTest,
          testInTrain + other.testInTrain);
    }
  }
}
