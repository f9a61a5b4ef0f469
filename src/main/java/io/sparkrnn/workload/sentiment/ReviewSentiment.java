package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.data.review.SampleReviewGenerator;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BagOfIds;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.Distillation;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCounts;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.NgramFeatures;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Teacher;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.VocabularySize;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.sentiment.ModelSettings.EmbeddingInitializer;
import io.sparkrnn.workload.sentiment.TextTraining.ClassWeights;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Workload that trains a classifier of reviews: positive and negative, or any other classes. */
public final class ReviewSentiment implements Workload {

  /** Value of the setting {@code workload}. */
  public static final String NAME = "review-sentiment";

  /** Name of the asset that holds the vocabulary. */
  static final String VOCABULARY = "vocabulary.txt";

  /** Version of the prepared examples' meaning; a new one invalidates cached examples. */
  private static final int FORMAT = 2;

  /** As above, of classes other than positive and negative. */
  private static final int CLASSES_FORMAT = 1;

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
    return isBinary() ? "Sentiment of reviews" : "Classes of texts";
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
            computesVectors() ? "lsa " + settings.model().embedding().size() : "")
        + (settings.trainsOnUnlabeled() ? "\nwith unlabeled" : "")
        + (isBinary()
            ? ""
            : "\nclasses %d %s".formatted(CLASSES_FORMAT, settings.reviews().classes()));
  }

  private boolean isBinary() {
    return settings.reviews().classes().kind() == ClassSettings.Kind.BINARY;
  }

  private TextClasses classes(List<Asset> assets) {
    return ReviewClasses.of(assets, settings.reviews().classes());
  }

  @Override
  public Optional<ExampleCounts> knownExamples() {
    return config.data().isSample()
        ? Optional.of(
            new ExampleCounts(
                SampleReviewGenerator.count(Split.TRAIN),
                SampleReviewGenerator.count(Split.TEST),
                0))
        : source
            .counts()
            .map(counts -> new ExampleCounts(counts.get(Split.TRAIN), counts.get(Split.TEST), 0));
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
        SentimentNetwork.Output.of(classes(assets), classWeights(assets)),
        horizon);
  }

  /** Returns the weight of each class in the training loss; empty: all 1. */
  private double[] classWeights(List<Asset> assets) {
    return settings.training().classWeights() == ClassWeights.NONE
        ? new double[0]
        : ReviewProfile.of(assets).map(ReviewProfile::balancedWeights).orElse(new double[0]);
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
    return SentimentNetwork.exampleSize(settings.model(), settings.text(), classes(List.of()));
  }

  @Override
  public void startFrom(MultiLayerNetwork network, List<Asset> assets, PretrainedModel pretrained) {
    List<String> own = classes(assets).names();
    List<String> before =
        ReviewClasses.of(pretrained.assets(), settings.reviews().classes()).names();
    if (!own.equals(before)) {
      throw new ConfigurationException(
          "the model of models.warm-start has the classes %s and the data %s, expected the same in the same order; train from scratch, or list the model's classes in data.labels.names"
              .formatted(TextClasses.shown(before, 10), TextClasses.shown(own, 10)));
    }
    SentimentNetwork.startFrom(network, vocabulary(assets), pretrained);
  }

  @Override
  public List<Advice> advice(List<Asset> assets) {
    return reviewAdvice(assets).map(ReviewAdvice::all).orElse(List.of());
  }

  @Override
  public Optional<String> recipe(List<Asset> assets) {
    return reviewAdvice(assets).flatMap(ReviewAdvice::recipe);
  }

  private Optional<ReviewAdvice> reviewAdvice(List<Asset> assets) {
    return ReviewProfile.of(assets).map(profile -> new ReviewAdvice(settings, profile));
  }

  @Override
  public List<DataShift> shifts(List<Asset> before, List<Asset> now) {
    return ReviewShifts.between(before, now);
  }

  @Override
  public Batcher batcher(List<Asset> assets) {
    return batcher(settings, classes(assets));
  }

  static SequenceBatcher batcher(SentimentSettings settings, TextClasses classes) {
    return batcher(
        settings,
        classes,
        new TrainingTargets.Labels(settings.training().labelSmoothing(), classes.outputs()));
  }

  private static SequenceBatcher batcher(
      SentimentSettings settings, TextClasses classes, TrainingTargets targets) {
    ModelSettings model = settings.model();
    return new SequenceBatcher(
        model.maskPadding() ? SequenceBatcher.Masking.PADDING : SequenceBatcher.Masking.NONE,
        new TrainingSequences(
            settings.training().lengthWarmUp(),
            settings.training().distillation().maxMixed(),
            settings.text().padding()),
        new WordDropout(model.wordDropout(), settings.text().padding()),
        targets,
        classes.outputs());
  }

  @Override
  public Optional<Distillation> distillation(List<Asset> assets) {
    TextTraining.Distillation wanted = settings.training().distillation();
    return settings.training().hasTeacher()
        ? Optional.of(
            new Distillation(
                new NgramFeatures(
                    settings.text().vocabularySize(),
                    Vocabulary.PADDING,
                    wanted.maxNgram(),
                    classes(assets).outputs()),
                wanted.inverseRegularization()))
        : Optional.empty();
  }

  @Override
  public Batcher batcher(List<Asset> assets, Broadcast<? extends Teacher> teacher) {
    return batcher(settings, classes(assets), new TrainingTargets.OfTeacher(teacher));
  }

  @Override
  public MetricsFactory epochMetrics(List<Asset> assets) {
    return classes(assets).isBinary() ? BinaryEpochMetrics::new : ClassEpochMetrics::new;
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    TextClasses classes = classes(assets);
    return classes.isBinary()
        ? BinaryTestMetrics::new
        : () -> new ClassTestMetrics(classes.names());
  }

  @Override
  public Optional<BagOfIds> baselineFeatures(List<Asset> assets) {
    return Optional.of(
        new BagOfIds(
            settings.text().vocabularySize(), Vocabulary.PADDING, classes(assets).outputs()));
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData data, Metrics judged, int count) {
    ReviewScorer scorer = ReviewScorer.of(config, network, data.assets());
    return List.of(
        table(
            "Most confident correct predictions",
            "Test reviews that the network classified correctly, with the highest confidence",
            mostConfident(judged, Verdict.RIGHT, count),
            data,
            scorer),
        table(
            "Most confident wrong predictions",
            "Test reviews that the network classified wrongly, with the highest confidence",
            mostConfident(judged, Verdict.WRONG, count),
            data,
            scorer));
  }

  /**
   * A test example that is shown.
   *
   * @param index the example's index in its split
   * @param verdict the cells that tell its class and the prediction
   */
  private record Shown(long index, List<String> verdict) {}

  private static List<Shown> mostConfident(Metrics judged, Verdict verdict, int count) {
    if (judged instanceof BinaryTestMetrics binary) {
      return binary.mostConfident(verdict, count).stream()
          .map(
              one ->
                  new Shown(
                      one.index(),
                      List.of(binary.classes().get(one.label()), decimals(one.probability()))))
          .toList();
    }
    ClassTestMetrics classes = (ClassTestMetrics) judged;
    List<String> names = classes.classes();
    return classes.mostConfident(verdict, count).stream()
        .map(
            one ->
                new Shown(
                    one.index(),
                    List.of(
                        names.get(one.truth()),
                        names.get(one.predicted()),
                        decimals(one.probability()))))
        .toList();
  }

  private static String decimals(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }

  private Table table(
      String title, String caption, List<Shown> chosen, PreparedData data, ReviewScorer scorer) {
    Set<Long> wanted = chosen.stream().map(Shown::index).collect(Collectors.toSet());
    Vocabulary vocabulary = vocabulary(data.assets());
    Map<Long, float[]> reviews =
        data.test().filter(example -> wanted.contains(example.index())).collect().stream()
            .collect(Collectors.toMap(Example::index, Example::features));
    List<List<String>> rows =
        chosen.stream()
            .map(
                one ->
                    Stream.concat(
                            one.verdict().stream(),
                            Stream.of(
                                moved(scorer, reviews.get(one.index())),
                                SequenceEncoder.decode(reviews.get(one.index()), vocabulary)))
                        .toList())
            .toList();
    boolean binary = scorer.classes().isBinary();
    return new Table(
        title,
        caption
            + ". [?] is a word outside the vocabulary. An effect is what a word adds to the"
            + " log-odds of"
            + " %s, found by removing it."
                .formatted(binary ? "the positive class" : "the predicted class"),
        TableStyle.PLAIN,
        binary
            ? List.of("Label", "P(positive)", "Words with the largest effect", "Review")
            : List.of(
                "Label", "Predicted", "Probability", "Words with the largest effect", "Review"),
        rows);
  }

  private static String moved(ReviewScorer scorer, float[] review) {
    TextExplanation explanation = scorer.explain(scorer.reader().read(review), OptionalInt.empty());
    return explanation.strongest(WORDS_SHOWN).stream()
        .map(explanation.words()::get)
        .map(word -> String.format(Locale.ROOT, "%s\u00A0%+.2f", word.word(), word.effect()))
        .collect(Collectors.joining(", "));
  }
}
