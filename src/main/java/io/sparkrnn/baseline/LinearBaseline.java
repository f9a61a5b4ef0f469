package io.sparkrnn.baseline;

import io.sparkrnn.baseline.LogisticRegression.Fitted;
import io.sparkrnn.config.EvaluationSettings.Baseline;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.train.Shard;
import io.sparkrnn.train.ShardStorage;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.BagOfIds;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * Linear model beside a network: logistic regression with naive Bayes weights on the ids that the
 * network reads, trained on the same training split and judged on the same test examples.
 *
 * <p>One task trains it, on a random sample of at most {@value TrainingSample#MOST_TRAINING}
 * training examples in a fixed order, so that the result does not depend on how Spark partitioned
 * the data, and the driver holds nothing but the coefficients. MLlib's logistic regression is not
 * used: it scales features to unit variance while it minimizes, so that it is far from the minimum
 * after hundreds of steps where naive Bayes weights differ by orders of magnitude; each step is a
 * Spark job whose sum depends on the order in which tasks end; and it needs Spark SQL, whose start
 * takes longer.
 */
public final class LinearBaseline {

  /** What the model is called in reports. */
  static final String NAME = "a linear model on the same words";

  /** Most coefficients; rarer ids are left out. */
  private static final int MOST_COEFFICIENTS = 1 << 19;

  /** Copies of the coefficients that training needs: those of {@link Lbfgs}, scales and counts. */
  private static final int COPIES = 30;

  /** Bytes of an example beside its ids: headers of two objects, its label, and references. */
  private static final int EXAMPLE = 64;

  /** Name of the accumulator that shows the progress of the training. */
  private static final String PROGRESS = "steps of the linear baseline";

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;

  private LinearBaseline(JavaSparkContext context, JobConfig job, Workload workload) {
    this.context = context;
    this.job = job;
    this.workload = workload;
  }

  /** Returns the baseline of a job; empty if it is turned off. */
  public static Optional<LinearBaseline> of(
      JavaSparkContext context, JobConfig job, Workload workload) {
    return job.evaluation().baseline() == Baseline.OFF
        ? Optional.empty()
        : Optional.of(new LinearBaseline(context, job, workload));
  }

  /**
   * Returns the most bytes that the task which trains a job's baseline needs in its heap; 0 if
   * there is no baseline.
   *
   * @param examples number of training and validation examples
   */
  public static long taskBytes(JobConfig job, Workload workload, long examples) {
    if (job.evaluation().baseline() == Baseline.OFF) {
      return 0;
    }
    return workload
        .baselineFeatures(List.of())
        .map(
            features -> {
              long ids = workload.exampleSize().features();
              long coefficients = (ids(features) + 1L) * features.outputs();
              TrainingSample sample = TrainingSample.of(job, workload, examples);
              return sample.size() * (EXAMPLE + Integer.BYTES * ids)
                  + COPIES * Double.BYTES * coefficients;
            })
        .orElse(0L);
  }

  /** Returns the number of ids that have coefficients. */
  private static int ids(BagOfIds features) {
    return Math.min(features.size(), MOST_COEFFICIENTS / features.outputs());
  }

  /**
   * Trains the linear model, and compares the network with it on the test examples.
   *
   * @param network test metrics of the network
   * @param shards number of shards that the network's test examples were assigned to
   * @return the comparison; empty if there are no test examples, or the workload has no baseline
   */
  public Optional<BaselineComparison> compare(PreparedData data, Metrics network, int shards) {
    Optional<BagOfIds> features = workload.baselineFeatures(data.assets());
    if (features.isEmpty()
        || data.testCount() == 0
        || !(network instanceof ClassifierMetrics judged)) {
      return Optional.empty();
    }
    TrainingSample sample = sample(data);
    Tuple2<LinearModel, Double> trained = train(data, sample, features.get());
    Metrics linear = test(data, trained._1(), shards, features.get());
    return Optional.of(
        new BaselineComparison(
            new ModelComparison(
                NAME,
                network.scores(),
                linear.scores(),
                PairedCounts.of(judged, (ClassifierMetrics) linear)),
            refits() ? sample.size() : sample.training(),
            trained._2()));
  }

  private boolean refits() {
    return job.training().finish().refit();
  }

  TrainingSample sample(PreparedData data) {
    return TrainingSample.of(job, workload, data.trainCount());
  }

  /** Returns the model and its C. */
  Tuple2<LinearModel, Double> train(PreparedData data, TrainingSample sample, BagOfIds features) {
    context.setJobGroup("spark-rnn", "training the linear baseline");
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    boolean refit = refits();
    return sample.inOneTask(
        data.train(),
        example -> row(example, features),
        rows -> fit(rows, sample, features, refit, progress),
        progress);
  }

  /** Returns the class of an example, and then its ids. */
  private static int[] row(Example example, BagOfIds features) {
    int[] bag = features.of(example);
    int[] row = new int[bag.length + 1];
    row[0] = features.label(example);
    System.arraycopy(bag, 0, row, 1, bag.length);
    return row;
  }

  private static Tuple2<LinearModel, Double> fit(
      int[][] rows,
      TrainingSample sample,
      BagOfIds features,
      boolean refit,
      LongAccumulator progress) {
    int[][] bags = new int[rows.length][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][0];
      bags[i] = Arrays.copyOfRange(rows[i], 1, rows[i].length);
    }
    int outputs = features.outputs();
    BagExamples all = new BagExamples(bags, labels, ids(features), outputs);
    BagExamples first = all.range(0, sample.training());
    Fitted fitted =
        new LogisticRegression(() -> progress.add(1))
            .choose(first, all.range(sample.training(), all.size()), refit ? all : first);
    return new Tuple2<>(fitted.model(), fitted.strength());
  }

  private Metrics test(PreparedData data, LinearModel model, int shards, BagOfIds features) {
    context.setJobGroup("spark-rnn", "testing the linear baseline");
    Broadcast<LinearModel> sent = context.broadcast(model);
    LongAccumulator progress = context.sc().longAccumulator(Evaluator.PROGRESS);
    MetricsFactory factory = workload.testMetrics(data.assets());
    try {
      // In the shards of the network's test, so that the metrics add in the same order.
      List<Metrics> parts =
          Shards.of(data.test(), data.testCount(), shards, ShardStorage.of(job, workload))
              .flatMap(
                  shard ->
                      List.of(test(shard, sent.value(), features, factory, progress)).iterator())
              .collect();
      Metrics all = factory.create();
      parts.forEach(all::merge);
      return all;
    } finally {
      sent.destroy();
    }
  }

  private static Metrics test(
      Shard shard,
      LinearModel model,
      BagOfIds features,
      MetricsFactory factory,
      LongAccumulator progress) {
    Metrics metrics = factory.create();
    Iterator<Example> examples = shard.examples();
    while (examples.hasNext()) {
      Example example = examples.next();
      metrics.add(example, model.probabilities(features.of(example)));
      progress.add(1);
    }
    return metrics;
  }
}
