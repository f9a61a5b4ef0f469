package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ClassSettings.Kind;
import io.sparkrnn.data.review.InputSize;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.data.review.WordIndex;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.text.LatentSemanticAnalysis;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.text.WordCounts;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BadRows;
import io.sparkrnn.workload.BlockMemory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.sentiment.ModelSettings.EmbeddingInitializer;
import io.sparkrnn.workload.sentiment.ReviewBlock.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Prepares a source's rows as indexed examples: checks, counts and encodes them. */
final class ReviewPreparation {

  /** Bytes of tokenized reviews in memory by bytes of their compressed files, about. */
  private static final long EXPANSION = 4;

  /** Maximum number of labels that messages list. */
  private static final int SHOWN = 10;

  /** Maximum number of classes whose reviews are counted in the report's facts. */
  private static final int CLASSES_SHOWN = 20;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobConfig config;
  private final SentimentSettings settings;
  private final ReviewSource source;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ReviewPreparation(SparkSession spark, JobConfig config, ReviewSource source) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.settings = SentimentSettings.of(config);
    this.source = source;
  }

  /**
   * Prepares data for a new model; its vocabulary is counted from the training reviews, unless a
   * file or the source provides one.
   */
  PreparedData prepare() {
    JavaRDD<ReviewBlock> read = read();
    TextClasses classes = classes(read);
    JavaRDD<ReviewBlock> blocks = classified(read, classes);
    DatasetCounts counts = DatasetCounts.of(blocks, classes);
    warnings.addAll(counts.requireEnough(source));
    describe(counts, classes);
    context.setJobGroup("spark-rnn", "counting words");
    WordCounts words = WordCounts.of(blocks.mapPartitions(ReviewPreparation::count));
    Vocabulary vocabulary = vocabulary(words);
    Broadcast<Vocabulary> shared = context.broadcast(vocabulary);
    List<Asset> assets = new ArrayList<>();
    assets.add(new Asset(ReviewSentiment.VOCABULARY, vocabulary.toText()));
    assets.add(
        new ReviewProfile(
                counts.count(Split.TRAIN),
                counts.byClass(Split.TRAIN),
                counts.lengths().byPowersOfTwo(),
                Optional.of(
                    TextStatistics.of(counts.lengths(), words, vocabulary, settings.text())))
            .toAsset());
    ReviewClasses.asset(classes).ifPresent(assets::add);
    PreparedData data =
        encode(
            blocks, counts, unlabeled(blocks), shared, assets, pretrainedVectors(blocks, shared));
    release(read);
    return data;
  }

  /** Prepares data for a trained model: its vocabulary is used, and one split may be empty. */
  PreparedData prepareFor(Vocabulary vocabulary, List<Asset> assets) {
    TextClasses classes = ReviewClasses.of(assets, settings.reviews().classes());
    JavaRDD<ReviewBlock> read = read();
    JavaRDD<ReviewBlock> blocks = classified(read, classes);
    DatasetCounts counts = DatasetCounts.of(blocks, classes);
    describe(counts, classes);
    PreparedData data =
        encode(blocks, counts, 0, context.broadcast(vocabulary), assets, Optional.empty());
    release(read);
    return data;
  }

  /** Releases the blocks: the examples are in shuffle files now. */
  private static void release(JavaRDD<ReviewBlock> blocks) {
    blocks.unpersist(false);
  }

  /** Returns the classes of a new model. */
  private TextClasses classes(JavaRDD<ReviewBlock> blocks) {
    ClassSettings wanted = settings.reviews().classes();
    return switch (wanted.kind()) {
      case BINARY -> TextClasses.BINARY;
      case LISTED -> TextClasses.of(wanted.names());
      case FOUND -> TextClasses.of(source.classes().orElseGet(() -> found(blocks, wanted.most())));
    };
  }

  /**
   * Returns the labels of the training reviews, sorted.
   *
   * @param most the most that there may be
   */
  private List<String> found(JavaRDD<ReviewBlock> blocks, int most) {
    context.setJobGroup("spark-rnn", "finding classes");
    JavaRDD<String> labels =
        blocks.flatMap(block -> block.labels(Split.TRAIN).iterator()).distinct();
    List<String> first = labels.takeOrdered(most + 1);
    if (first.size() > most) {
      throw new BadDataException(
          ("%s has %,d different labels in column '%s', expected at most %,d classes"
                  + " (data.labels.max-classes), such as %s; is data.label-column right?")
              .formatted(
                  SecretRedaction.hidden(source.description()),
                  labels.count(),
                  settings.reviews().labelColumn(),
                  most,
                  TextClasses.shown(first.subList(0, Math.min(SHOWN, first.size())), SHOWN)));
    }
    if (first.size() < 2) {
      throw new BadDataException(
          "%s has training reviews of %s in column '%s', expected two classes or more; is data.label-column right?"
              .formatted(
                  SecretRedaction.hidden(source.description()),
                  first.isEmpty() ? "no class" : "only one class, '%s',".formatted(first.get(0)),
                  settings.reviews().labelColumn()));
    }
    List<String> names = ReviewClasses.sorted(first);
    Set<String> before = new HashSet<>();
    for (String name : names) {
      if (!before.add(name.toLowerCase(Locale.ROOT))) {
        warnings.add("the classes '%s' and another one differ only in case".formatted(name));
      }
    }
    return names;
  }

  /** Returns blocks with the class of each review, after a check that each label is one. */
  private JavaRDD<ReviewBlock> classified(JavaRDD<ReviewBlock> blocks, TextClasses classes) {
    if (!classes.isBinary()) {
      BadRows.check(
              blocks.flatMap(block -> block.unknown(classes)),
              source.description(),
              config.data().onBadRow())
          .ifPresent(warnings::add);
    }
    return blocks.map(block -> block.classified(classes));
  }

  private JavaRDD<ReviewBlock> read() {
    if (settings.reviews().classes().kind() != Kind.BINARY && !source.hasClasses()) {
      throw new ConfigurationException(
          "%s has positive and negative reviews, expected %s = binary"
              .formatted(SecretRedaction.hidden(source.description()), ClassSettings.KIND));
    }
    context.setJobGroup("spark-rnn", "reading " + SecretRedaction.hidden(source.description()));
    Tokenizer words = settings.text().tokenizer();
    // Shows the progress of tasks that read for a long time.
    LongAccumulator progress = context.sc().longAccumulator("blocks of reviews read");
    // Rows are not repartitioned, even if a single task reads a source: tokenizing a text costs
    // less than sending it to another executor.
    JavaRDD<ReviewBlock> blocks =
        source
            .read(spark)
            .mapPartitions(rows -> ReviewBlock.cut(rows, words))
            .map(
                block -> {
                  progress.add(1);
                  return block;
                })
            .persist(level());
    BadRows.check(
            blocks.flatMap(block -> block.bad().iterator()),
            source.description(),
            config.data().onBadRow())
        .ifPresent(warnings::add);
    return blocks;
  }

  /** Returns where the tokenized reviews are kept until they are encoded. */
  private StorageLevel level() {
    long bytes =
        source.bytes(spark).orElseGet(() -> InputSize.bytes(config, context.hadoopConfiguration()));
    return BlockMemory.level(
        context.sc(),
        config.data().storage(),
        "tokenized reviews",
        bytes > Long.MAX_VALUE / EXPANSION ? BlockMemory.UNKNOWN : EXPANSION * bytes);
  }

  private void describe(DatasetCounts counts, TextClasses classes) {
    facts.add(new Fact("Source", SecretRedaction.hidden(source.description())));
    for (Split split : Split.values()) {
      facts.add(
          new Fact(
              split == Split.TRAIN ? "Training reviews" : "Test reviews",
              classes.isBinary()
                  ? "%,d (%,d positive, %,d negative)"
                      .formatted(
                          counts.count(split), counts.count(split, 1), counts.count(split, 0))
                  : "%,d of %,d classes (%s)"
                      .formatted(counts.count(split), classes.count(), perClass(counts, split))));
    }
    facts.add(
        new Fact(
            "Duplicate reviews",
            "%,d among training reviews, %,d among test reviews, %,d in both"
                .formatted(
                    counts.duplicatesWithin(Split.TRAIN),
                    counts.duplicatesWithin(Split.TEST),
                    counts.testReviewsInTrain())));
    if (counts.testReviewsInTrain() > 0) {
      warnings.add(
          "%,d test reviews (%.2f %%) have the text of a training review; the test scores count them"
              .formatted(
                  counts.testReviewsInTrain(),
                  100.0 * counts.testReviewsInTrain() / counts.count(Split.TEST)));
    }
  }

  /** Returns the numbers of reviews by class, of the largest classes first. */
  private static String perClass(DatasetCounts counts, Split split) {
    List<String> largestFirst =
        counts.byClass(split).entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(one -> "%,d %s".formatted(one.getValue(), one.getKey()))
            .toList();
    return TextClasses.shown(largestFirst, CLASSES_SHOWN);
  }

  private Vocabulary vocabulary(WordCounts counts) {
    TextSettings text = settings.text();
    List<String> words =
        text.vocabularyFile()
            .map(file -> WordIndex.load(file, context.hadoopConfiguration()).wordsByRank())
            .or(source::vocabulary)
            .orElseGet(counts::words);
    Vocabulary vocabulary = Vocabulary.of(words, text.vocabularySize());
    facts.add(
        new Fact(
            "Words",
            "%,d in training reviews, %,d distinct; %.2f %% outside the vocabulary of %,d ids"
                .formatted(
                    counts.total(),
                    counts.distinct(),
                    100 * counts.shareOutside(vocabulary),
                    vocabulary.size())));
    warnOfTokenizer(counts.unspacedShare());
    return vocabulary;
  }

  private void warnOfTokenizer(double unspaced) {
    if (settings.text().tokenizer().kind() == Tokenizer.Kind.KERAS
        && unspaced > ReviewAdvice.MOST_UNSPACED) {
      warnings.add(
          ("%.0f %% of the letters of the training reviews are of scripts without spaces between"
                  + " words, such as Chinese, Japanese or Thai, and text.tokenizer = keras reads a"
                  + " clause or a whole review as one word; set text.tokenizer = unicode")
              .formatted(100 * unspaced));
    }
  }

  private static Iterator<Map<String, Long>> count(Iterator<ReviewBlock> blocks) {
    Map<String, Long> counts = new HashMap<>();
    blocks.forEachRemaining(block -> block.count(Split.TRAIN, counts));
    return List.of(counts).iterator();
  }

  /**
   * Returns word vectors by latent semantic analysis, if {@code model.embedding-initializer = lsa}.
   */
  private Optional<PretrainedEmbedding> pretrainedVectors(
      JavaRDD<ReviewBlock> blocks, Broadcast<Vocabulary> vocabulary) {
    if (settings.model().embedding().initializer() != EmbeddingInitializer.LSA) {
      return Optional.empty();
    }
    context.setJobGroup("spark-rnn", "computing word vectors");
    int size = settings.model().embedding().size();
    LatentSemanticAnalysis words =
        new LatentSemanticAnalysis(
            blocks.flatMapToPair(block -> block.texts(vocabulary.value())),
            vocabulary.value().size());
    PretrainedEmbedding vectors = new PretrainedEmbedding(size, words.vectors(size));
    long unlabeled = blocks.map(ReviewBlock::unlabeledCount).reduce(Long::sum);
    facts.add(
        new Fact(
            "Word vectors from",
            unlabeled == 0
                ? "the training reviews"
                : "the training reviews, and %,d reviews without a label".formatted(unlabeled)));
    return Optional.of(vectors);
  }

  /**
   * Returns the number of unlabeled reviews that the network is trained on; 0 without a teacher.
   */
  private long unlabeled(JavaRDD<ReviewBlock> blocks) {
    if (!settings.trainsOnUnlabeled()) {
      return 0;
    }
    long count = blocks.map(ReviewBlock::unlabeledCount).reduce(Long::sum);
    facts.add(new Fact("Unlabeled reviews", "%,d".formatted(count)));
    return count;
  }

  private PreparedData encode(
      JavaRDD<ReviewBlock> blocks,
      DatasetCounts counts,
      long unlabeled,
      Broadcast<Vocabulary> shared,
      List<Asset> assets,
      Optional<PretrainedEmbedding> start) {
    context.setJobGroup("spark-rnn", "encoding reviews");
    long[] parts = new long[Part.values().length];
    for (Split split : Split.values()) {
      parts[Part.of(split).ordinal()] = counts.count(split);
    }
    parts[Part.UNLABELED.ordinal()] = unlabeled;
    OrderedExamples ordered =
        OrderedExamples.of(blocks, parts, shared, settings.text(), context.defaultParallelism());
    return new PreparedData(
        ordered.train(),
        counts.count(Split.TRAIN),
        ordered.test(),
        counts.count(Split.TEST),
        ordered.unlabeled(),
        unlabeled,
        assets,
        start,
        facts,
        warnings);
  }
}
