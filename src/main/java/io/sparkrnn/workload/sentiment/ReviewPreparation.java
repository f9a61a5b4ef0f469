package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.ReviewSource;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.WordIndex;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.text.WordCounts;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Turns a source's rows into indexed examples: checked, counted, encoded. */
final class ReviewPreparation {

  private static final int BAD_ROWS_SHOWN = 10;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobConfig config;
  private final ReviewSource source;
  private final Tokenizer tokenizer;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ReviewPreparation(SparkSession spark, JobConfig config, ReviewSource source) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.source = source;
    this.tokenizer = new Tokenizer(config.text().lowerCase());
  }

  /** For a new model: the vocabulary is counted from, or given with, the training reviews. */
  PreparedData prepare() {
    JavaRDD<Review> reviews = read();
    Census census = Census.of(reviews);
    census.requireBothSplits(source.description());
    describe(census);
    return encode(reviews, census, vocabulary(reviews));
  }

  /** For a model that exists: its vocabulary is used, and one split may be empty. */
  PreparedData prepareFor(Vocabulary vocabulary) {
    JavaRDD<Review> reviews = read();
    Census census = Census.of(reviews);
    describe(census);
    return encode(reviews, census, vocabulary);
  }

  private JavaRDD<Review> read() {
    context.setJobGroup("spark-rnn", "reading " + source.description());
    JavaRDD<SourceRow> rows = source.read(spark);
    int cores = context.defaultParallelism();
    if (rows.getNumPartitions() < cores) {
      rows = rows.repartition(cores);
    }
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<BadRow> bad = rows.filter(row -> row instanceof BadRow).map(row -> (BadRow) row);
    long badRows = bad.count();
    if (badRows > 0) {
      refuseOrReport(bad, badRows);
    }
    return rows.filter(row -> row instanceof Review).map(row -> (Review) row);
  }

  private void refuseOrReport(JavaRDD<BadRow> bad, long count) {
    StringBuilder message = new StringBuilder();
    message.append(count).append(count == 1 ? " row of " : " rows of ");
    message.append(source.description()).append(" cannot be used");
    bad.sortBy(row -> key(row.origin(), row.row()), true, 1)
        .take(BAD_ROWS_SHOWN)
        .forEach(
            row ->
                message
                    .append("\n  %s: row %d: ".formatted(row.origin(), row.row()))
                    .append(row.reason()));
    if (count > BAD_ROWS_SHOWN) {
      message.append("\n  and %d more".formatted(count - BAD_ROWS_SHOWN));
    }
    if (config.data().onBadRow() == BadRowPolicy.FAIL) {
      throw new BadDataException(
          message + "\nMend them, or set data.on-bad-row = skip to leave them out");
    }
    warnings.add(message + "\nThey were left out (data.on-bad-row = skip)");
  }

  private void describe(Census census) {
    facts.add(new Fact("Source", source.description()));
    for (Split split : Split.values()) {
      String name = split.name().toLowerCase(Locale.ROOT);
      facts.add(
          new Fact(
              "Reviews, " + name,
              "%,d (%,d positive, %,d negative)"
                  .formatted(census.count(split), census.count(split, 1), census.count(split, 0))));
    }
    facts.add(
        new Fact(
            "Duplicate texts",
            "%,d within train, %,d within test, %,d test reviews also in train"
                .formatted(
                    census.duplicatesWithin(Split.TRAIN),
                    census.duplicatesWithin(Split.TEST),
                    census.testReviewsInTrain())));
    if (census.testReviewsInTrain() > 0) {
      warnings.add(
          "%,d test reviews (%.2f %%) have the text of a training review; the test scores count them"
              .formatted(
                  census.testReviewsInTrain(),
                  100.0 * census.testReviewsInTrain() / census.count(Split.TEST)));
    }
  }

  private Vocabulary vocabulary(JavaRDD<Review> reviews) {
    TextSettings text = config.text();
    context.setJobGroup("spark-rnn", "counting words");
    JavaRDD<String> texts =
        reviews.filter(review -> review.split() == Split.TRAIN).map(Review::text);
    WordCounts counts = WordCounts.of(texts, tokenizer);
    List<String> words =
        text.vocabularyFile()
            .map(file -> WordIndex.load(file, context.hadoopConfiguration()).wordsByRank())
            .or(source::vocabulary)
            .orElseGet(counts::words);
    Vocabulary vocabulary = Vocabulary.of(words, text.vocabularySize());
    facts.add(
        new Fact(
            "Words, train",
            "%,d, %,d of them distinct; %.2f %% outside the vocabulary of %,d ids"
                .formatted(
                    counts.total(),
                    counts.distinct(),
                    100 * counts.shareOutside(vocabulary),
                    vocabulary.size())));
    return vocabulary;
  }

  private PreparedData encode(JavaRDD<Review> reviews, Census census, Vocabulary vocabulary) {
    context.setJobGroup("spark-rnn", "encoding reviews");
    TextSettings text = config.text();
    SequenceEncoder encoder = new SequenceEncoder(text.length(), text.padding(), text.truncating());
    Broadcast<Vocabulary> shared = context.broadcast(vocabulary);
    Tokenizer words = tokenizer;
    JavaRDD<Encoded> encoded =
        reviews.map(
            review ->
                new Encoded(
                    review.split(),
                    key(review.origin(), review.row()),
                    encoder.encode(words.words(review.text()), shared.value()),
                    review.label()));
    return new PreparedData(
        indexed(encoded, Split.TRAIN),
        census.count(Split.TRAIN),
        indexed(encoded, Split.TEST),
        census.count(Split.TEST),
        List.of(new Asset(ReviewSentiment.VOCABULARY, vocabulary.toText())),
        facts,
        warnings);
  }

  /** Examples of a split in the order of their origin and row, which no partitioning changes. */
  private JavaRDD<Example> indexed(JavaRDD<Encoded> encoded, Split split) {
    return encoded
        .filter(row -> row.split() == split)
        .mapToPair(row -> new Tuple2<>(row.key(), row))
        .sortByKey(true, Math.max(1, context.defaultParallelism()))
        .values()
        .zipWithIndex()
        .map(
            pair ->
                new Example(pair._2(), pair._1().ids(), new float[] {(float) pair._1().label()}));
  }

  private static String key(String origin, long row) {
    return "%s\0%019d".formatted(origin, row);
  }

  /** A review as ids, with the key that it is sorted by. */
  private record Encoded(Split split, String key, float[] ids, int label)
      implements java.io.Serializable {}
}
