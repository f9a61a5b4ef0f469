package io.sparkrnn.train;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A training that is set up but has not begun.
 *
 * @param assets assets of the data
 * @param batcher batcher of the training minibatches
 * @param shards training split, one shard per replica
 * @param validation validation split
 * @param network initialized network, which training changes in place
 */
public record Training(
    JavaSparkContext context,
    JobConfig job,
    Workload workload,
    List<Asset> assets,
    Batcher batcher,
    Shards shards,
    Shards validation,
    TrainingPlan plan,
    MultiLayerNetwork network) {

  public Training {
    assets = List.copyOf(assets);
  }

  /**
   * Sets up a training.
   *
   * @param batcher batcher of the training minibatches
   * @param pretrained model whose weights the network is initialized with; empty: it is initialized
   *     at random or with the data's pretrained embedding
   * @throws ConfigurationException if there are fewer training examples than replicas
   */
  public static Training of(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      PreparedData data,
      Batcher batcher,
      int replicas,
      Optional<PretrainedModel> pretrained) {
    Shards.TrainingSplits splits =
        Shards.split(
            examples(data),
            data.trainCount(),
            data.unlabeledCount(),
            job.data(),
            ShardStorage.of(job, workload),
            replicas,
            job.seed());
    TrainingPlan plan = TrainingPlan.of(job.training(), splits.training(), splits.validation());
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(data.assets(), plan.horizon()));
    network.init();
    data.start().ifPresent(vectors -> workload.start(network, vectors));
    pretrained.ifPresent(model -> workload.startFrom(network, data.assets(), model));
    return new Training(
        context,
        job,
        workload,
        data.assets(),
        batcher,
        splits.training(),
        splits.validation(),
        plan,
        network);
  }

  /** Returns the training examples, and then the unlabeled ones. */
  private static JavaRDD<Example> examples(PreparedData data) {
    if (data.unlabeledCount() == 0) {
      return data.train();
    }
    long first = data.trainCount();
    return data.train()
        .union(data.unlabeled().map(example -> example.withIndex(first + example.index())));
  }

  /** Sets the description of the next jobs in Spark's user interface. */
  void describe(String what) {
    context.setJobGroup("spark-rnn", what);
  }

  /** Releases the executors' memory. */
  public void release() {
    shards.release();
    validation.release();
  }
}
