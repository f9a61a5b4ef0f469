package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.ModelSettings.EmbeddingStart;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.data.ReviewSource;
import io.sparkrnn.data.SampleReviews;
import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Ancestor;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCounts;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Exhibit.Table;
import io.sparkrnn.workload.Exhibit.TableStyle;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.StartVectors;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Tells positive reviews from negative ones. */
public final class ReviewSentiment implements Workload {

  public static final String NAME = "review-sentiment";

  /** The asset that holds the vocabulary. */
  static final String VOCABULARY = "vocabulary.txt";

  /** Raised when the meaning of prepared examples changes, so that old ones are not reused. */
  private static final int FORMAT = 2;

  /** Words that a report lists of each review. */
  private static final int WORDS_SHOWN = 5;

  private final JobConfig config;
  private final ReviewSource source;

  public ReviewSentiment(JobConfig config, ReviewSource source) {
    this.config = config;
    this.source = source;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Sentiment of reviews";
  }

  @Override
  public String source() {
    return Secrets.hidden(source.description());
  }

  @Override
  public String fingerprint() {
    TextSettings text = config.text();
    return String.join(
        "\n",
        NAME + " " + FORMAT,
        source.fingerprint(),
        config.data().onBadRow().toString(),
        text.toString(),
        learnsWords() ? "lsa " + config.model().embeddingSize() : "");
  }

  @Override
  public Optional<ExampleCounts> knownExamples() {
    return config.data().path().isEmpty()
        ? Optional.of(
            new ExampleCounts(SampleReviews.count(Split.TRAIN), SampleReviews.count(Split.TEST)))
        : Optional.empty();
  }

  private boolean learnsWords() {
    return config.model().start().embedding() == EmbeddingStart.LSA;
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return new ReviewPreparation(spark, config, source).prepare();
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    return new ReviewPreparation(spark, config, source).prepareFor(vocabulary(assets), assets);
  }

  static Vocabulary vocabulary(List<Asset> assets) {
    return Asset.content(assets, VOCABULARY)
        .map(content -> Vocabulary.parse(content, VOCABULARY))
        .orElseThrow(
            () -> new BadDataException("the model has no " + VOCABULARY + "; it cannot read text"));
  }

  /** What a model needs beside its network. */
  public static List<Asset> assets(Vocabulary vocabulary) {
    return List.of(new Asset(VOCABULARY, vocabulary.toText()));
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, Horizon horizon) {
    // The embedding has as many rows as were asked for, even where the text has fewer words, so
    // that the size of a model is known from its settings.
    return SentimentNetwork.configuration(
        config.model(),
        config.training(),
        config.seed(),
        config.text().vocabularySize(),
        config.text().length(),
        horizon);
  }

  @Override
  public void start(MultiLayerNetwork network, StartVectors words) {
    SentimentNetwork.startFrom(network, words, config.model().start().lsaRms());
  }

  @Override
  public ExampleSize exampleSize() {
    return SentimentNetwork.exampleSize(config.model(), config.text().length());
  }

  @Override
  public void startFrom(MultiLayerNetwork network, List<Asset> assets, Ancestor ancestor) {
    SentimentNetwork.startFrom(network, vocabulary(assets), ancestor);
  }

  @Override
  public List<DataShift> shifts(List<Asset> before, List<Asset> now) {
    return ReviewShifts.between(before, now);
  }

  @Override
  public Batcher batcher() {
    return batcher(config);
  }

  static SequenceBatcher batcher(JobConfig config) {
    ModelSettings model = config.model();
    return new SequenceBatcher(
        model.maskPadding() ? SequenceBatcher.Masking.PADDING : SequenceBatcher.Masking.NONE,
        new WordDropout(model.wordDropout(), config.text().padding()),
        config.training().labelSmoothing());
  }

  @Override
  public MetricsFactory epochMetrics() {
    return BinaryEpochMetrics::new;
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    return BinaryTestMetrics::new;
  }

  @Override
  public List<Exhibit> showExamples(
      MultiLayerNetwork network, PreparedData data, Metrics judged, int count) {
    BinaryTestMetrics metrics = (BinaryTestMetrics) judged;
    ReviewScorer scorer = ReviewScorer.of(config, network, data.assets());
    List<Exhibit> tables = new ArrayList<>();
    tables.add(
        table(
            "Reviews it got right",
            "The most confident right answers",
            metrics.mostConfident(Verdict.RIGHT, count),
            data,
            scorer));
    tables.add(
        table(
            "Reviews it got wrong",
            "The most confident mistakes",
            metrics.mostConfident(Verdict.WRONG, count),
            data,
            scorer));
    return tables;
  }

  private Table table(
      String title, String caption, List<Judged> chosen, PreparedData data, ReviewScorer scorer) {
    Set<Long> wanted = chosen.stream().map(Judged::index).collect(Collectors.toSet());
    Vocabulary vocabulary = vocabulary(data.assets());
    Map<Long, float[]> reviews =
        data.test().filter(example -> wanted.contains(example.index())).collect().stream()
            .collect(Collectors.toMap(Example::index, Example::features));
    List<List<String>> rows =
        chosen.stream()
            .map(
                one ->
                    List.of(
                        one.label() == 1 ? "positive" : "negative",
                        String.format(Locale.ROOT, "%.4f", one.probability()),
                        moved(scorer, reviews.get(one.index())),
                        SequenceEncoder.decode(reviews.get(one.index()), vocabulary)))
            .toList();
    return new Table(
        title,
        caption
            + ", as the network reads them: [?] is a word outside the vocabulary. What moved it:"
            + " the words that add most to the log-odds of positive, or take most off.",
        TableStyle.PLAIN,
        List.of("Truth", "P(positive)", "What moved it", "Review"),
        rows);
  }

  private static String moved(ReviewScorer scorer, float[] review) {
    Explanation explanation = Explanation.of(scorer, scorer.reader().read(review));
    return explanation.strongest(WORDS_SHOWN).stream()
        .map(explanation.words()::get)
        .map(word -> String.format(Locale.ROOT, "%s\u00A0%+.2f", word.word(), word.effect()))
        .collect(Collectors.joining(", "));
  }
}
