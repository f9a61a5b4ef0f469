package io.sparkrnn.workload.regression;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.regression.LinearRegressionType.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Learns y = 2a - 3b + 1 from points with noise. */
final class LinearRegression implements Workload {

  static final String NAME = "linear-regression";

  /** System property: progress of the training after which its tasks fail. */
  static final String FAIL_AFTER = "regression.fail-after";

  private final JobConfig config;
  private final Settings settings;

  LinearRegression(JobConfig config, Settings settings) {
    this.config = config;
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Linear regression";
  }

  @Override
  public String fingerprint() {
    return NAME + " " + settings + " " + config.seed();
  }

  @Override
  public String source() {
    return "points on a plane";
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return prepareFor(spark, List.of(new Asset("plane.txt", "y = 2a - 3b + 1")));
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    long train = settings.points();
    long test = settings.points() / 4;
    return new PreparedData(
        points(spark, 0, train),
        train,
        points(spark, train, test),
        test,
        assets,
        Optional.empty(),
        List.of(new Fact("Points", train + " and " + test)),
        List.of());
  }

  private JavaRDD<Example> points(SparkSession spark, long first, long count) {
    long seed = config.seed();
    double noise = settings.noise();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(LongStream.range(0, count).boxed().toList(), 2)
        .map(
            index -> {
              Random random = new Random(31 * seed + first + index);
              float a = random.nextFloat();
              float b = random.nextFloat();
              double y = 2 * a - 3 * b + 1 + noise * random.nextGaussian();
              return new Example(index, new float[] {a, b}, new float[] {(float) y});
            });
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon) {
    return OptimizerConfiguration.build(
        OptimizerConfiguration.builder(config.training(), config.seed(), horizon)
            .list()
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .name("plane")
                    .nIn(2)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .weightInit(WeightInit.XAVIER_UNIFORM)
                    .build()),
        config.training());
  }

  @Override
  public ExampleSize exampleSize() {
    return new ExampleSize(2, Float.BYTES, 1, 3, 3);
  }

  @Override
  public Batcher batcher(List<Asset> assets) {
    return new Points();
  }

  private static final class Points implements Batcher {

    private static final long serialVersionUID = 1L;

    @Override
    public DataSet minibatch(List<Example> examples) {
      return new DataSet(
          Nd4j.create(examples.stream().map(Example::features).toArray(float[][]::new)),
          Nd4j.create(examples.stream().map(Example::targets).toArray(float[][]::new)));
    }

    @Override
    public DataSet trainingMinibatch(
        List<Example> examples, double progress, RandomGenerator random) {
      if (progress > Double.parseDouble(System.getProperty(FAIL_AFTER, "1"))) {
        throw new IllegalStateException("a task that fails");
      }
      return minibatch(examples);
    }
  }

  @Override
  public MetricsFactory epochMetrics(List<Asset> assets) {
    return SquaredError::new;
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    return SquaredError::new;
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData test, Metrics judged, int count) {
    return List.of();
  }
}
