package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.workload.TextClasses;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Numbers of reviews by split and class, of their lengths, and of duplicate texts. */
final class DatasetCounts {

  private final TextClasses classes;

  /** Number of reviews by split and class, at the index {@code split * classes + class}. */
  private final long[] reviews;

  private final LengthHistogram lengths;

  private final long[] duplicatesWithin;
  private final long testInTrain;

  private DatasetCounts(
      TextClasses classes, long[] counts, long[] duplicatesWithin, long testInTrain) {
    this.classes = classes;
    this.reviews = Arrays.copyOf(counts, cells(classes.count()));
    this.lengths = new LengthHistogram(Arrays.copyOfRange(counts, reviews.length, counts.length));
    this.duplicatesWithin = duplicatesWithin;
    this.testInTrain = testInTrain;
  }

  private static int cells(int classes) {
    return classes * Split.values().length;
  }

  /**
   * Counts reviews.
   *
   * @param blocks blocks that are {@link ReviewBlock#classified}
   * @param classes their classes
   */
  static DatasetCounts of(JavaRDD<ReviewBlock> blocks, TextClasses classes) {
    int count = classes.count();
    long[] counts =
        blocks.aggregate(
            new long[cells(count) + LengthHistogram.BUCKETS],
            (sum, block) -> plus(sum, block, count),
            DatasetCounts::plus);

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
    return new DatasetCounts(classes, counts, within, repeated.testInTrain());
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

  private static long[] plus(long[] sum, ReviewBlock block, int classes) {
    for (Split split : Split.values()) {
      block.of(split).forEach(review -> sum[classes * split.ordinal() + block.label(review)]++);
    }
    block
        .of(Split.TRAIN)
        .forEach(review -> sum[cells(classes) + LengthHistogram.bucket(block.length(review))]++);
    return sum;
  }

  private static long[] plus(long[] sum, long[] other) {
    Arrays.setAll(sum, cell -> sum[cell] + other[cell]);
    return sum;
  }

  long count(Split split, int label) {
    return reviews[classes.count() * split.ordinal() + label];
  }

  long count(Split split) {
    return byClass(split).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of a split's reviews by the name of their class, in the classes' order. */
  Map<String, Long> byClass(Split split) {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (int label = 0; label < classes.count(); label++) {
      byName.put(classes.names().get(label), count(split, label));
    }
    return byName;
  }

  /** Returns the histogram of the training reviews' numbers of words. */
  LengthHistogram lengths() {
    return lengths;
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
   * Requires the reviews without which a classifier can be neither trained nor evaluated: of two
   * classes both in each split, else two classes in the training split and a test review.
   *
   * @return warnings of classes that a split lacks
   * @throws BadDataException if there are too few
   */
  List<String> requireEnough(ReviewSource source) {
    if (classes.isBinary()) {
      requireBothLabels(source);
      return List.of();
    }
    List<String> trained = names(Split.TRAIN, count -> count > 0);
    String where = SecretRedaction.hidden(source.description());
    if (trained.size() < 2) {
      throw new BadDataException(
          "%s has %,d training reviews of %s; expected two classes or more; is data.label-column right?"
              .formatted(
                  where,
                  count(Split.TRAIN),
                  trained.isEmpty() ? "no class" : "one class, '%s'".formatted(trained.get(0))));
    }
    List<String> warnings = new ArrayList<>(lacking(Split.TRAIN));
    if (source.hasTest()) {
      if (count(Split.TEST) == 0) {
        throw new BadDataException(
            "%s has no test review (%,d training reviews)".formatted(where, count(Split.TRAIN)));
      }
      warnings.addAll(lacking(Split.TEST));
    }
    return warnings;
  }

  private List<String> lacking(Split split) {
    List<String> none = names(split, count -> count == 0);
    return none.isEmpty()
        ? List.of()
        : List.of(
            "%,d of %,d classes have no %s review: %s"
                .formatted(
                    none.size(),
                    classes.count(),
                    split == Split.TRAIN ? "training" : "test",
                    TextClasses.shown(none, 20)));
  }

  private List<String> names(Split split, LongPredicate chosen) {
    return byClass(split).entrySet().stream()
        .filter(count -> chosen.test(count.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void requireBothLabels(ReviewSource source) {
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
