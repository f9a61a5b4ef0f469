package io.sparkrnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.BagOfIds;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class LinearBaselineIT {

  private static final int IDS = 40;
  private static final int LENGTH = 8;

  private final JavaSparkContext context = SparkForTests.context();

  private static JobConfig job(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("text.vocabulary-size=" + IDS, "text.length=" + LENGTH));
    settings.addAll(List.of(more));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), settings).job();
  }

  private LinearBaseline baseline(JobConfig job) {
    return LinearBaseline.of(context, job, workload(job)).orElseThrow();
  }

  private Workload workload(JobConfig job) {
    return Workloads.create(job, context.hadoopConfiguration());
  }

  /** Sequences whose ids 10 + label, 20 + label, ... are more frequent than others. */
  private static List<Example> examples(int count, int classes, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int label = random.nextInt(classes);
      float[] ids = new float[LENGTH];
      for (int i = 2; i < LENGTH; i++) {
        ids[i] = 4 + random.nextInt(IDS - 4);
        if (random.nextInt(3) == 0) {
          ids[i] = 10 * (1 + random.nextInt(3)) + label;
        }
      }
      examples.add(new Example(index, ids, new float[] {label}));
    }
    return examples;
  }

  private PreparedData data(List<Example> train, List<Example> test, int partitions) {
    return new PreparedData(
        context.parallelize(train, partitions),
        train.size(),
        context.parallelize(test, partitions),
        test.size(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Metrics allNegative(Workload workload, List<Example> test) {
    Metrics metrics = workload.testMetrics(List.of()).create();
    test.forEach(example -> metrics.add(example, new float[] {0.25f}));
    return metrics;
  }

  @Test
  void givesTheSameForAnyPartitioningAndOrder() {
    JobConfig job = job();
    List<Example> train = examples(700, 2, 1);
    List<Example> test = examples(300, 2, 2);
    Metrics network = allNegative(workload(job), test);
    BaselineComparison first =
        baseline(job).compare(data(train, test, 1), network, 2).orElseThrow();
    List<Example> shuffled = new ArrayList<>(train);
    Collections.shuffle(shuffled, new Random(3));

    assertThat(baseline(job).compare(data(train, test, 7), network, 2)).contains(first);
    assertThat(baseline(job).compare(data(shuffled, test, 3), network, 2)).contains(first);
    assertThat(first.examples()).isEqualTo(560);
    assertThat(first.models().againstScores().value("accuracy")).isGreaterThan(0.8);
    assertThat(first.models().counts().total()).isEqualTo(300);
    assertThat(first.models().counts().difference()).isNegative();
  }

  @Test
  void learnsWhatTheNetworkLearns() {
    List<Example> train = examples(700, 2, 1);
    List<Example> spoiled =
        train.stream()
            .map(
                example ->
                    trains(example)
                        ? example
                        : new Example(
                            example.index(),
                            example.features(),
                            new float[] {1 - example.targets()[0]}))
            .toList();
    JobConfig fixed = job("data.validation.split=last", "data.validation.fraction=0.2");
    JobConfig refit =
        job("data.validation.split=last", "data.validation.fraction=0.2", "training.refit=true");
    List<Example> test = examples(300, 2, 2);
    Metrics network = allNegative(workload(fixed), test);

    BaselineComparison without =
        baseline(fixed).compare(data(spoiled, test, 2), network, 2).orElseThrow();
    BaselineComparison with =
        baseline(refit).compare(data(spoiled, test, 2), network, 2).orElseThrow();

    // The wrong labels of the validation split choose the strongest penalty, but are not learned.
    assertThat(without.examples()).isEqualTo(560);
    assertThat(without.strength()).isEqualTo(0.01);
    assertThat(with.examples()).isEqualTo(700);
    assertThat(with.models().againstScores().value("loss"))
        .isGreaterThan(without.models().againstScores().value("loss"));
  }

  private static boolean trains(Example example) {
    return example.index() < 560;
  }

  @Test
  void learnsSeveralClasses() {
    LinearBaseline baseline = baseline(job());
    List<Example> test = examples(300, 3, 2);
    PreparedData data = data(examples(900, 3, 1), test, 4);
    BagOfIds bags = new BagOfIds(IDS, 0, 3);

    Tuple2<LinearModel, Double> trained = baseline.train(data, baseline.sample(data), bags);

    long right =
        test.stream()
            .filter(
                example ->
                    mostProbable(trained._1().probabilities(bags.of(example)))
                        == bags.label(example))
            .count();
    assertThat(right).isGreaterThan(225);
    float sum = 0;
    for (float probability : trained._1().probabilities(bags.of(test.get(0)))) {
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-6f));
  }

  private static int mostProbable(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .reduce((best, i) -> probabilities[i] > probabilities[best] ? i : best)
        .orElseThrow();
  }

  /**
   * MLlib's own on the presence of ids. With log-count ratios it is still far from the minimum
   * after hundreds of steps, since it scales features to unit variance while it minimizes.
   */
  @Test
  void agreesWithTheLogisticRegressionOfMllib() {
    double strength = 0.3;
    for (int classes : new int[] {2, 3}) {
      List<Example> examples = examples(500, classes, 5);
      int outputs = classes == 2 ? 1 : classes;
      BagOfIds features = new BagOfIds(IDS, 0, outputs);
      BagExamples bags =
          new BagExamples(
              examples.stream().map(features::of).toArray(int[][]::new),
              examples.stream().mapToInt(features::label).toArray(),
              IDS,
              outputs);

      LogisticRegressionModel theirs = mllib(bags, 1 / (strength * bags.size()));
      LinearModel ours =
          new LogisticRegression(LinearBaselineIT::ones, () -> {})
              .fit(bags, strength, LogisticRegression.start(bags))
              .model();

      for (int i = 0; i < 50; i++) {
        double[] expected = theirs.predictProbability(presence(bags.bags()[i])).toArray();
        float[] actual = ours.probabilities(bags.bags()[i]);
        for (int output = 0; output < outputs; output++) {
          assertThat((double) actual[output])
              .as("example %d, output %d of %d", i, output, outputs)
              .isCloseTo(expected[outputs == 1 ? 1 : output], within(0.001));
        }
      }
    }
  }

  private static double[] ones(BagExamples examples) {
    double[] ones = new double[examples.ids() * examples.outputs()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Vector presence(int[] bag) {
    return Vectors.sparse(IDS, bag, IntStream.of(bag).mapToDouble(id -> 1).toArray());
  }

  private static LogisticRegressionModel mllib(BagExamples bags, double penalty) {
    List<Row> rows =
        IntStream.range(0, bags.size())
            .mapToObj(i -> RowFactory.create((double) bags.labels()[i], presence(bags.bags()[i])))
            .toList();
    return new org.apache.spark.ml.classification.LogisticRegression()
        .setRegParam(penalty)
        .setElasticNetParam(0)
        .setStandardization(false)
        .setTol(1e-10)
        .setMaxIter(500)
        .fit(
            SparkForTests.session()
                .createDataFrame(
                    rows,
                    new StructType()
                        .add("label", DataTypes.DoubleType)
                        .add("features", SQLDataTypes.VectorType())));
  }

  @Test
  void samplesWhatIsTooMuchForOneTask() {
    PreparedData many =
        new PreparedData(
            context.emptyRDD(),
            10_000_000,
            context.emptyRDD(),
            1,
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());

    TrainingSample sample = baseline(job()).sample(many);
    TrainingSample ofLong = baseline(job("text.length=2000")).sample(many);

    assertThat(sample.training()).isEqualTo(200_000);
    assertThat(sample.validation()).isEqualTo(50_000);
    assertThat(ofLong.training()).isEqualTo(20_000);
    assertThat(ofLong.validation()).isEqualTo(20_000);
  }

  @Test
  void isThereOnlyWhereItIsWantedAndPossible() {
    JobConfig off = job("evaluation.baseline=off");
    JobConfig images =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("workload=autoencoder"))
            .job();
    JobConfig on = job();
    PreparedData untested = data(examples(50, 2, 1), List.of(), 1);

    assertThat(LinearBaseline.of(context, off, workload(off))).isEmpty();
    assertThat(workload(images).baselineFeatures(List.of())).isEmpty();
    assertThat(baseline(on).compare(untested, allNegative(workload(on), List.of()), 1)).isEmpty();
  }
}
