package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import java.util.Collection;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.core.storage.StatsStorageRouterProvider;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter-averaging trainer with two of its traps closed, so that a run can be repeated
 * bit for bit.
 *
 * <ul>
 *   <li>Its tree aggregation adds replicas in the order in which their tasks end, and float sums of
 *       three or more depend on the order. Here they are added in the order of the shards.
 *   <li>Its workers share the layers' dropout objects within one JVM, and one replica's backward
 *       pass then meets the mask of another, or none. Here every worker has a configuration of its
 *       own.
 * </ul>
 */
final class OrderedAveragingMaster extends ParameterAveragingTrainingMaster {

  private transient Broadcast<ReplicaStart> broadcast;

  OrderedAveragingMaster(Builder builder) {
    super(builder);
  }

  /**
   * One split is all there is. DL4J would first count the minibatches, which makes every one of
   * them once more.
   */
  @Override
  protected void executeTrainingDirect(SparkDl4jMultiLayer spark, JavaRDD<DataSet> minibatches) {
    doIteration(spark, minibatches, 1, 1);
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer spark) {
    broadcast = spark.getSparkContext().broadcast(ReplicaStart.of(spark.getNetwork()));
    WorkerConfiguration worker =
        new WorkerConfiguration(
            false,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            false);
    return new IsolatedWorker(
        broadcast, saveUpdater, worker, trainingHookList, listeners, getRouterProvider());
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer spark,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int splitNumber,
      int splits) {
    JavaRDD<ReplicaResult> kept =
        results.map(ReplicaResult::of).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // All replicas train at once; then their results are fetched one at a time, so that the
      // driver holds two copies of the parameters, however many replicas there are.
      kept.foreachPartition(replica -> replica.forEachRemaining(result -> {}));
      average(spark, new KeptPartitions<>(kept));
    } finally {
      kept.unpersist(false);
      broadcast.destroy();
    }
  }

  private static void average(SparkDl4jMultiLayer spark, Iterable<ReplicaResult> results) {
    INDArray parameters = null;
    INDArray updaterState = null;
    double score = 0;
    int replicas = 0;
    for (ReplicaResult result : results) {
      if (result.parameters() == null) {
        // Its shard has no minibatch in this round: the mean is of those that trained.
        continue;
      }
      parameters = sum(parameters, result.parameters());
      updaterState = sum(updaterState, result.updaterState());
      score += result.score();
      replicas++;
    }
    if (parameters == null) {
      throw new TrainingFailedException("no replica trained on any minibatch in this round");
    }
    MultiLayerNetwork network = spark.getNetwork();
    network.setParameters(parameters.divi(replicas));
    parameters.close();
    if (updaterState != null) {
      network.getUpdater().setStateViewArray(network, updaterState.divi(replicas), false);
      updaterState.close();
    }
    spark.setScore(score / replicas);
  }

  private static INDArray sum(INDArray total, Weights part) {
    if (part == null) {
      return total;
    }
    INDArray array = part.newArray();
    if (total == null) {
      return array;
    }
    total.addi(array);
    array.close();
    return total;
  }

  /**
   * DL4J's result, which is not serialisable, as one that is. What is null there is null here: the
   * updater state of plain gradient descent, and everything where there was no minibatch.
   */
  private record ReplicaResult(Weights parameters, Weights updaterState, double score)
      implements Serializable {
    static ReplicaResult of(ParameterAveragingTrainingResult result) {
      return new ReplicaResult(
          weights(result.getParameters()), weights(result.getUpdaterState()), result.getScore());
    }

    private static Weights weights(INDArray array) {
      if (array == null) {
        return null;
      }
      Weights copy = Weights.copyOf(array);
      // The replica has done its work; its memory would wait for a garbage collector that does not
      // know how large it is.
      array.close();
      return copy;
    }
  }

  /** A worker whose network shares nothing with another one in the same JVM. */
  private static final class IsolatedWorker extends ParameterAveragingTrainingWorker {

    private final Broadcast<ReplicaStart> start;

    IsolatedWorker(
        Broadcast<ReplicaStart> start,
        boolean saveUpdater,
        WorkerConfiguration configuration,
        Collection<TrainingHook> hooks,
        Collection<TrainingListener> listeners,
        StatsStorageRouterProvider router) {
      super(null, saveUpdater, configuration, hooks, listeners, router);
      this.start = start;
    }

    @Override
    public MultiLayerNetwork getInitialModel() {
      return start.value().newReplica();
    }

    @Override
    public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
      ParameterAveragingTrainingResult result = super.getFinalResult(network);
      network.getFlattenedGradients().close();
      return result;
    }
  }
}
