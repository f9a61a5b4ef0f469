package io.sparkrnn.workload.sentiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.WorkloadDeclaration;
import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ReviewSettings;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.data.review.ReviewSources;
import io.sparkrnn.data.review.WordIndex;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.export.ClassifierWeights;
import io.sparkrnn.export.KerasExporter;
import io.sparkrnn.export.KerasModel;
import io.sparkrnn.export.NetworkOptions;
import io.sparkrnn.export.OnnxExporter;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.ExportFormat;
import io.sparkrnn.workload.ImportedModel;
import io.sparkrnn.workload.LayerSize;
import io.sparkrnn.workload.ModelExchangeType;
import io.sparkrnn.workload.SyntheticExamples;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextScorer;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Registers {@link ReviewSentiment}, whose settings are those that all workloads share. */
public final class ReviewSentimentType
    implements TextClassificationType, ModelExchangeType, BenchmarkType {

  @Override
  public WorkloadDeclaration settings() {
    return new WorkloadDeclaration(
        ReviewSentiment.NAME, ReviewSentiment.class, SentimentSettings::read);
  }

  @Override
  public Workload create(JobConfig config, Configuration hadoop) {
    return new ReviewSentiment(
        config, ReviewSources.open(config.data(), SentimentSettings.of(config).reviews(), hadoop));
  }

  @Override
  public Workload create(JobConfig job, ReviewSource reviews) {
    return new ReviewSentiment(job, reviews);
  }

  @Override
  public TextScorer scorer(JobConfig job, MultiLayerNetwork network, List<Asset> assets) {
    return ReviewScorer.of(job, network, assets);
  }

  @Override
  public ClassSettings classes(JobConfig job) {
    return SentimentSettings.of(job).reviews().classes();
  }

  @Override
  public String textColumn(JobConfig job) {
    return SentimentSettings.of(job).reviews().textColumn();
  }

  @Override
  public byte[] exported(
      ExportFormat format,
      JobConfig job,
      MultiLayerNetwork network,
      List<Asset> assets,
      String producer,
      Map<String, String> metadata) {
    ClassifierWeights weights = ClassifierWeights.of(network);
    SentimentSettings settings = SentimentSettings.of(job);
    NetworkOptions options = settings.model().exportOptions();
    return switch (format) {
      case onnx -> {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.putAll(metadata(settings));
        all.putAll(metadata(ReviewClasses.of(assets, settings.reviews().classes())));
        yield OnnxExporter.bytes(weights, options, producer, all);
      }
      case keras -> KerasExporter.bytes(weights, options, settings.text().length());
    };
  }

  /** Returns the settings that are needed to turn a text into token ids as in training. */
  private static Map<String, String> metadata(SentimentSettings settings) {
    TextSettings text = settings.text();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("vocabulary_size", Integer.toString(text.vocabularySize()));
    metadata.put("length", Integer.toString(text.length()));
    metadata.put("padding", lower(text.padding()));
    metadata.put("truncating", lower(text.truncating()));
    metadata.putAll(text.tokenizer().metadata());
    metadata.put("mask_padding", Boolean.toString(settings.model().maskPadding()));
    metadata.put("padding_id", Integer.toString(Vocabulary.PADDING));
    metadata.put("start_id", Integer.toString(Vocabulary.START));
    metadata.put("unknown_word_id", Integer.toString(Vocabulary.OUT_OF_VOCABULARY));
    metadata.put("first_word_id", Integer.toString(Vocabulary.FIRST_WORD));
    return metadata;
  }

  /** Returns the names of the classes, in the order of the outputs; none of one output. */
  private static Map<String, String> metadata(TextClasses classes) {
    try {
      return classes.isBinary()
          ? Map.of()
          : Map.of("classes", new ObjectMapper().writeValueAsString(classes.names()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names are plain texts", e);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ImportedModel imported(byte[] content, String name) {
    KerasModel model = KerasModel.read(content, name);
    return new ImportedModel() {
      @Override
      public List<String> settings() {
        return model.settings();
      }

      @Override
      public void copyInto(MultiLayerNetwork network) {
        int outputs = ClassifierWeights.of(network).outputs();
        if (outputs != model.weights().outputs()) {
          throw new ConfigurationException(
              "%s has %d output units and data.labels.names %d names, expected the name of each unit's class, in their order"
                  .formatted(name, model.weights().outputs(), outputs));
        }
        model.weights().copyInto(network);
      }
    };
  }

  @Override
  public String wordIndexSetting(String wordIndex) {
    return "text.vocabulary-file=" + wordIndex;
  }

  @Override
  public int words(List<Asset> assets) {
    return ReviewSentiment.vocabulary(assets).size();
  }

  @Override
  public List<Asset> importedAssets(JobConfig job, Configuration hadoop) {
    TextSettings text = SentimentSettings.of(job).text();
    WordIndex index = WordIndex.load(text.vocabularyFile().orElseThrow(), hadoop);
    int size = text.vocabularySize();
    List<Asset> assets =
        new ArrayList<>(
            ReviewSentiment.assets(
                Vocabulary.of(index.firstWords(size - Vocabulary.FIRST_WORD), size)));
    ReviewClasses.asset(ReviewClasses.of(List.of(), classes(job))).ifPresent(assets::add);
    return assets;
  }

  @Override
  public LayerSize layerSize(JobConfig job) {
    SentimentSettings settings = SentimentSettings.of(job);
    return new LayerSize(
        job.training().batchSize(),
        settings.text().length(),
        settings.model().embedding().size(),
        settings.model().recurrent().hiddenSize());
  }

  @Override
  public JobConfig resized(JobConfig job, LayerSize size) {
    SentimentSettings settings = SentimentSettings.of(job);
    return job.with(
            settings.with(
                settings.text().withLength(size.length()),
                settings.model().withUnits(size.embedding(), size.hidden())))
        .with(job.training().withBatchSize(size.batch()));
  }

  @Override
  public JobConfig withLayer(JobConfig job, Layer layer) {
    SentimentSettings settings = SentimentSettings.of(job);
    return job.with(settings.with(settings.text(), settings.model().with(layer)));
  }

  @Override
  public SyntheticExamples synthetic(JobConfig job) {
    TextSettings text = SentimentSettings.of(job).text();
    return new SyntheticReviews(text.vocabularySize(), text.length(), job.seed());
  }

  @Override
  public SyntheticExamples syntheticTexts(int words, long seed) {
    return new SyntheticReviews(words, 1, seed);
  }

  @Override
  public JobConfig onTables(JobConfig job, String train, String test, String cache) {
    SentimentSettings settings = SentimentSettings.of(job);
    return job.with(job.data().ofTable(train, SourceKind.PARQUET, cache))
        .with(
            settings.with(
                new ReviewSettings(
                    Optional.of(test),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    settings.reviews().testValues(),
                    settings.reviews().testFraction(),
                    TEXT_COLUMN,
                    LABEL_COLUMN,
                    List.of("pos"),
                    List.of("neg"),
                    Optional.empty(),
                    ReviewSettings.Unlabeled.IGNORE,
                    ClassSettings.binary())));
  }
}
