package io.sparkrnn.train;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.Precision;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Ancestor;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.StartVectors;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One training, set up and not begun: examples split into a training and a validation part and
 * dealt to replicas, a plan, and a network with its first weights.
 */
public final class Training {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;
  private final Shards.Parts parts;
  private final List<Asset> assets;
  private final TrainingPlan plan;
  private final MultiLayerNetwork network;

  private Training(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      Shards.Parts parts,
      List<Asset> assets,
      Optional<StartVectors> start) {
    this.context = context;
    this.job = job;
    this.workload = workload;
    this.parts = parts;
    this.assets = List.copyOf(assets);
    this.plan = TrainingPlan.of(job.training(), parts.training(), parts.validation());
    this.network = new MultiLayerNetwork(workload.network(assets, plan.horizon()));
    network.init();
    start.ifPresent(vectors -> workload.start(network, vectors));
  }

  /**
   * Sets a training up.
   *
   * @param examples indexed 0 .. count-1, the validation part among them
   * @param assets of the prepared data, which the network is made with
   * @param start of the prepared data, which the network may start from
   * @throws ConfigurationException if there are fewer training examples than replicas
   */
  public static Training of(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      JavaRDD<Example> examples,
      long count,
      List<Asset> assets,
      Optional<StartVectors> start,
      int replicas) {
    DataSettings data = job.data();
    Shards.Parts parts =
        Shards.split(
            examples,
            count,
            data.validationFraction(),
            data.validationSplit(),
            replicas,
            job.seed());
    return new Training(context, job, workload, parts, assets, start);
  }

  /** Begins with the weights of a model that was trained before. */
  public void startFrom(Ancestor ancestor) {
    workload.startFrom(network, assets, ancestor);
  }

  public TrainingPlan plan() {
    return plan;
  }

  /** The network, which training changes in place. */
  public MultiLayerNetwork network() {
    return network;
  }

  /** The examples held out. */
  public Shards validation() {
    return parts.validation();
  }

  /**
   * A trainer of the network, one epoch at a time.
   *
   * @throws ConfigurationException if an executor does not compute with the kernels, or in the
   *     precision, of the settings
   */
  public EpochTrainer trainer() {
    EpochTrainer trainer =
        new EpochTrainer(
            context,
            job.training(),
            job.seed(),
            parts.training(),
            workload.batcher(),
            workload.epochMetrics(),
            plan,
            network);
    job.blas().coreType().ifPresent(trainer.kernels()::require);
    if (job.model().precision() == Precision.BFLOAT16) {
      trainer.kernels().requireBfloat16();
    }
    return trainer;
  }

  TrainingSettings settings() {
    return job.training();
  }

  /** Says in Spark's user interface what its next jobs are for. */
  void describe(String what) {
    context.setJobGroup("spark-rnn", what);
  }

  /** Gives the executors' memory back. */
  public void release() {
    parts.training().release();
    parts.validation().release();
  }
}
