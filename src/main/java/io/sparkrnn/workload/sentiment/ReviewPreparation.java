package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.EmbeddingStart;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.data.ReviewSource;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.WordIndex;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.text.LatentSemantics;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.text.WordCounts;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BadRows;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.StartVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Turns a source's rows into indexed examples: checked, counted, encoded. */
final class ReviewPreparation {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobConfig config;
  private final ReviewSource source;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ReviewPreparation(SparkSession spark, JobConfig config, ReviewSource source) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.source = source;
  }

  /** For a new model: the vocabulary is counted from, or given with, the training reviews. */
  PreparedData prepare() {
    JavaRDD<ReviewBlock> blocks = read();
    Census census = Census.of(blocks);
    census.requireBothLabels(source);
    describe(census);
    Vocabulary vocabulary = vocabulary(blocks);
    Broadcast<Vocabulary> shared = context.broadcast(vocabulary);
    List<Asset> assets =
        List.of(
            new Asset(ReviewSentiment.VOCABULARY, vocabulary.toText()),
            new ReviewProfile(
                    census.count(Split.TRAIN), census.count(Split.TRAIN, 1), census.lengths())
                .toAsset());
    return encode(blocks, census, shared, assets, learntWords(blocks, shared));
  }

  /** For a model that exists: its vocabulary is used, and one split may be empty. */
  PreparedData prepareFor(Vocabulary vocabulary, List<Asset> assets) {
    JavaRDD<ReviewBlock> blocks = read();
    Census census = Census.of(blocks);
    describe(census);
    return encode(blocks, census, context.broadcast(vocabulary), assets, Optional.empty());
  }

  private JavaRDD<ReviewBlock> read() {
    context.setJobGroup("spark-rnn", "reading " + Secrets.hidden(source.description()));
    Tokenizer words = new Tokenizer(config.text().lowerCase());
    // Shows that a task gets on which reads for long.
    LongAccumulator progress = context.sc().longAccumulator("blocks of reviews read");
    // No repartitioning of the rows of a source that one task reads: tokenising a text where it is
    // costs less than sending it elsewhere.
    JavaRDD<ReviewBlock> blocks =
        source
            .read(spark)
            .mapPartitions(rows -> ReviewBlock.cut(rows, words))
            .map(
                block -> {
                  progress.add(1);
                  return block;
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    BadRows.check(
            blocks.flatMap(block -> block.bad().iterator()),
            source.description(),
            config.data().onBadRow())
        .ifPresent(warnings::add);
    return blocks;
  }

  private void describe(Census census) {
    facts.add(new Fact("Source", Secrets.hidden(source.description())));
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

  private Vocabulary vocabulary(JavaRDD<ReviewBlock> blocks) {
    TextSettings text = config.text();
    context.setJobGroup("spark-rnn", "counting words");
    WordCounts counts = WordCounts.of(blocks.mapPartitions(ReviewPreparation::count));
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

  private static Iterator<Map<String, Long>> count(Iterator<ReviewBlock> blocks) {
    Map<String, Long> counts = new HashMap<>();
    blocks.forEachRemaining(block -> block.count(Split.TRAIN, counts));
    return List.of(counts).iterator();
  }

  /** What words have in common, with {@code model.embedding-start = lsa}. */
  private Optional<StartVectors> learntWords(
      JavaRDD<ReviewBlock> blocks, Broadcast<Vocabulary> vocabulary) {
    if (config.model().start().embedding() != EmbeddingStart.LSA) {
      return Optional.empty();
    }
    context.setJobGroup("spark-rnn", "learning words");
    int size = config.model().embeddingSize();
    LatentSemantics words =
        new LatentSemantics(
            blocks.flatMapToPair(block -> block.texts(vocabulary.value())),
            vocabulary.value().size());
    StartVectors vectors = new StartVectors(size, words.vectors(size));
    facts.add(
        new Fact(
            "Words learnt from",
            "%,d reviews without a label, and the training reviews"
                .formatted(blocks.map(ReviewBlock::unlabelledCount).reduce(Long::sum))));
    return Optional.of(vectors);
  }

  private PreparedData encode(
      JavaRDD<ReviewBlock> blocks,
      Census census,
      Broadcast<Vocabulary> shared,
      List<Asset> assets,
      Optional<StartVectors> start) {
    context.setJobGroup("spark-rnn", "encoding reviews");
    OrderedExamples ordered =
        OrderedExamples.of(blocks, census, shared, config.text(), context.defaultParallelism());
    // The examples lie in shuffle files by now.
    blocks.unpersist(false);
    return new PreparedData(
        ordered.train(),
        census.count(Split.TRAIN),
        ordered.test(),
        census.count(Split.TEST),
        assets,
        start,
        facts,
        warnings);
  }
}
