package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.image.ImageSize;
import io.sparkrnn.data.image.ImageSource;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Codec;
import io.sparkrnn.workload.EncodingWorkload;
import io.sparkrnn.workload.ExampleCounts;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Workload that trains an autoencoder of images: it encodes them to latent vectors and back. */
public final class ImageAutoencoder implements EncodingWorkload {

  /** Value of the setting {@code workload}. */
  public static final String NAME = "autoencoder";

  /** Version of the prepared examples' meaning; a new one invalidates cached examples. */
  private static final int FORMAT = 1;

  private static final int SHEET_COLUMNS = 10;

  private final JobConfig config;
  private final AutoencoderSettings settings;
  private final ImageSource source;

  ImageAutoencoder(JobConfig config, ImageSource source) {
    this.config = config;
    this.settings = ImageAutoencoderSettings.of(config).network();
    this.source = source;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Autoencoder of images";
  }

  @Override
  public String source() {
    return source.description();
  }

  @Override
  public String fingerprint() {
    return String.join(
        "\n",
        NAME + " " + FORMAT,
        source.fingerprint(),
        settings.latentSize() + " principal components");
  }

  @Override
  public Optional<ExampleCounts> knownExamples() {
    return Optional.of(new ExampleCounts(source.count(Split.TRAIN), source.count(Split.TEST), 0));
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return new ImagePreparation(spark, source).prepare(settings.latentSize());
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    return new ImagePreparation(spark, source).prepareFor(PrincipalComponents.in(assets), assets);
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon) {
    return AutoencoderNetwork.configuration(
        settings,
        config.training(),
        config.seed(),
        // Without assets there is no model yet; then the source determines the size.
        (assets.isEmpty() ? source.size() : size(assets)).pixels(),
        horizon);
  }

  /** {@inheritDoc} An image, which is its own target, and the output of each layer. */
  @Override
  public ExampleSize exampleSize() {
    long pixels = source.size().pixels();
    long outputs = 2L * settings.hiddenSize() + settings.latentSize() + pixels;
    return new ExampleSize(pixels, Float.BYTES, 0, 2 * outputs, 2 * outputs);
  }

  private static ImageSize size(List<Asset> assets) {
    return PrincipalComponents.in(assets).size();
  }

  @Override
  public Batcher batcher(List<Asset> assets) {
    return new ImageBatcher();
  }

  @Override
  public MetricsFactory epochMetrics(List<Asset> assets) {
    AutoencoderSettings.Loss loss = settings.loss();
    return () -> new ReconstructionEpochMetrics(loss);
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    AutoencoderSettings.Loss loss = settings.loss();
    PrincipalComponents components = PrincipalComponents.in(assets);
    return () -> new ReconstructionTestMetrics(loss, components);
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData test, Metrics judged, int count) {
    return new AutoencoderFigures(
            network,
            PrincipalComponents.in(test.assets()),
            source.labels(Split.TEST).filter(labels -> labels.length == test.testCount()))
        .of(test, (ReconstructionTestMetrics) judged, count);
  }

  @Override
  public Codec codec() {
    return new DenseCodec();
  }

  @Override
  public Optional<byte[]> labels(Split split) {
    return source.labels(split);
  }

  @Override
  public List<Integer> outputShape(List<Asset> assets) {
    return List.of(size(assets).rows(), size(assets).columns());
  }

  @Override
  public byte[] picture(List<Asset> assets, List<float[]> outputs) {
    return ImageGrid.png(size(assets), ImageGrid.rows(outputs, SHEET_COLUMNS));
  }
}
