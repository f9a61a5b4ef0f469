package io.sparkrnn.train;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A training that is set up but has not begun: training and validation splits assigned to shards, a
 * plan, and an initialized network.
 */
public final class Training {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;
  private final Shards.TrainingSplits parts;
  private final List<Asset> assets;
  private final TrainingPlan plan;
  private final MultiLayerNetwork network;

  private Training(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      Shards.TrainingSplits parts,
      List<Asset> assets,
      Optional<PretrainedEmbedding> start) {
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
   * Sets up a training.
   *
   * @param examples indexed 0 .. count-1, including the validation split
   * @param assets assets of the prepared data that the network is built with, such as a vocabulary
   * @param start pretrained embedding of the prepared data that the network may be initialized
   *     with; empty if there is none
   * @throws ConfigurationException if there are fewer training examples than replicas
   */
  public static Training of(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      JavaRDD<Example> examples,
      long count,
      List<Asset> assets,
      Optional<PretrainedEmbedding> start,
      int replicas) {
    DataSettings data = job.data();
    Shards.TrainingSplits parts =
        Shards.split(
            examples,
            count,
            data.validationFraction(),
            data.validationSplit(),
            replicas,
            job.seed());
    return new Training(context, job, workload, parts, assets, start);
  }

  /** Initializes the network with the weights of a pretrained model. */
  public void startFrom(PretrainedModel ancestor) {
    workload.startFrom(network, assets, ancestor);
  }

  public TrainingPlan plan() {
    return plan;
  }

  /** Returns the network, which training changes in place. */
  public MultiLayerNetwork network() {
    return network;
  }

  /** Returns the validation split. */
  public Shards validation() {
    return parts.validation();
  }

  /**
   * Creates a trainer of the network, which trains one epoch at a time.
   *
   * @throws ConfigurationException if an executor does not have the BLAS kernels or the precision
   *     of the settings
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
    if (workload.precision() == Precision.BFLOAT16) {
      trainer.kernels().requireBfloat16();
    }
    return trainer;
  }

  TrainingSettings settings() {
    return job.training();
  }

  /** Sets the description of the next jobs in Spark's user interface. */
  void describe(String what) {
    context.setJobGroup("spark-rnn", what);
  }

  /** Releases the executors' memory. */
  public void release() {
    parts.training().release();
    parts.validation().release();
  }
}
