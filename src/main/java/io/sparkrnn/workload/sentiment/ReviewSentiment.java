package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.data.review.SampleReviewGenerator;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BagOfIds;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCounts;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.VocabularySize;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.sentiment.ModelSettings.EmbeddingInitializer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Workload that trains a binary classifier of positive and negative reviews. */
public final class ReviewSentiment implements Workload {

  /** Value of the setting {@code workload}. */
  public static final String NAME = "review-sentiment";

  /** Name of the asset that holds the vocabulary. */
  static final String VOCABULARY = "vocabulary.txt";

  /** Version of the prepared examples' meaning; a new one invalidates cached examples. */
  private static final int FORMAT = 2;

  /** Number of words listed in a report for each review. */
  private static final int WORDS_SHOWN = 5;

  private final JobConfig config;
  private final SentimentSettings settings;
  private final ReviewSource source;

  public ReviewSentiment(JobConfig config, ReviewSource source) {
    this.config = config;
    this.settings = SentimentSettings.of(config);
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
    return SecretRedaction.hidden(source.description());
  }

  @Override
  public String fingerprint() {
    TextSettings text = settings.text();
    return String.join(
        "\n",
        NAME + " " + FORMAT,
        source.fingerprint(),
        config.data().onBadRow().toString(),
        text.toString(),
        computesVectors() ? "lsa " + settings.model().embedding().size() : "");
  }

  @Override
  public Optional<ExampleCounts> knownExamples() {
    return config.data().path().isEmpty()
        ? Optional.of(
            new ExampleCounts(
                SampleReviewGenerator.count(Split.TRAIN), SampleReviewGenerator.count(Split.TEST)))
        : Optional.empty();
  }

  private boolean computesVectors() {
    return settings.model().embedding().initializer() == EmbeddingInitializer.LSA;
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

  /** Returns the assets of a model with a vocabulary. */
  public static List<Asset> assets(Vocabulary vocabulary) {
    return List.of(new Asset(VOCABULARY, vocabulary.toText()));
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon) {
    // The embedding always has the configured number of rows, even if the vocabulary is smaller, so
    // that the size of a model is known from its settings.
    return SentimentNetwork.configuration(
        settings.model(),
        config.training(),
        config.seed(),
        settings.text().vocabularySize(),
        settings.text().length(),
        horizon);
  }

  @Override
  public void start(MultiLayerNetwork network, PretrainedEmbedding words) {
    SentimentNetwork.startFrom(network, words, settings.model().embedding().lsaRms());
  }

  @Override
  public VocabularySize vocabularySize() {
    int words = settings.text().vocabularySize();
    return new VocabularySize(
        words, computesVectors() ? (long) words * settings.model().embedding().size() : 0);
  }

  @Override
  public Precision precision() {
    return settings.model().precision();
  }

  @Override
  public ExampleSize exampleSize() {
    return SentimentNetwork.exampleSize(settings.model(), settings.text());
  }

  @Override
  public void startFrom(MultiLayerNetwork network, List<Asset> assets, PretrainedModel pretrained) {
    SentimentNetwork.startFrom(network, vocabulary(assets), pretrained);
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
    SentimentSettings settings = SentimentSettings.of(config);
    ModelSettings model = settings.model();
    return new SequenceBatcher(
        model.maskPadding() ? SequenceBatcher.Masking.PADDING : SequenceBatcher.Masking.NONE,
        new WordDropout(model.wordDropout(), settings.text().padding()),
        settings.labelSmoothing());
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
  public Optional<BagOfIds> baselineFeatures() {
    return Optional.of(new BagOfIds(settings.text().vocabularySize(), Vocabulary.PADDING));
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData data, Metrics judged, int count) {
    BinaryTestMetrics metrics = (BinaryTestMetrics) judged;
    ReviewScorer scorer = ReviewScorer.of(config, network, data.assets());
    return List.of(
        table(
            "Reviews it got right",
            "The most confident right answers",
            metrics.mostConfident(Verdict.RIGHT, count),
            data,
            scorer),
        table(
            "Reviews it got wrong",
            "The most confident mistakes",
            metrics.mostConfident(Verdict.WRONG, count),
            data,
            scorer));
  }

  private Table table(
      String title,
      String caption,
      List<ScoredReview> chosen,
      PreparedData data,
      ReviewScorer scorer) {
    Set<Long> wanted = chosen.stream().map(ScoredReview::index).collect(Collectors.toSet());
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
            + " the words that change the log-odds of positive most when they are removed.",
        TableStyle.PLAIN,
        List.of("Truth", "P(positive)", "What moved it", "Review"),
        rows);
  }

  private static String moved(ReviewScorer scorer, float[] review) {
    TextExplanation explanation = WordErasure.explain(scorer, scorer.reader().read(review));
    return explanation.strongest(WORDS_SHOWN).stream()
        .map(explanation.words()::get)
        .map(word -> String.format(Locale.ROOT, "%s\u00A0%+.2f", word.word(), word.effect()))
        .collect(Collectors.joining(", "));
  }
}
