package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.error.TrainingFailedException;
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
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter-averaging trainer with two of its traps closed, so that a run can be repeated
 * bit for bit, and with a mean that counts examples and may be followed by an outer step.
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

  private final transient OuterStep outer;
  private final Weighting weighting;
  private transient Broadcast<ReplicaStart> broadcast;
  private transient RoundReport last;

  OrderedAveragingMaster(Builder builder, Weighting weighting, OuterStep outer) {
    super(builder);
    this.weighting = weighting;
    this.outer = outer;
  }

  /** What the last round did. */
  RoundReport lastRound() {
    return last;
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

  private void average(SparkDl4jMultiLayer spark, Iterable<ReplicaResult> results) {
    MultiLayerNetwork network = spark.getNetwork();
    try (ReplicaMean mean = new ReplicaMean(network.params(), weighting)) {
      results.forEach(mean::add);
      if (mean.replicas() == 0) {
        throw new TrainingFailedException("no replica trained on any minibatch in this round");
      }
      mean.finish();
      last = new RoundReport(mean.movement(), mean.spread());
      spark.setScore(mean.score());
      outer.apply(network.params(), mean.parameters());
      if (mean.updaterState() != null) {
        network.getUpdater().setStateViewArray(network, mean.updaterState(), false);
      }
    }
  }

  /** A worker whose network shares nothing with another one in the same JVM. */
  private static final class IsolatedWorker extends ParameterAveragingTrainingWorker {

    private final Broadcast<ReplicaStart> start;
    private long examples;

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
    public ParameterAveragingTrainingResult processMinibatch(
        org.nd4j.linalg.dataset.api.DataSet minibatch, MultiLayerNetwork network, boolean last) {
      examples += minibatch.numExamples();
      return super.processMinibatch(minibatch, network, last);
    }

    @Override
    public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
      ParameterAveragingTrainingResult result =
          new ReplicaResult.Counted(super.getFinalResult(network), examples);
      network.getFlattenedGradients().close();
      return result;
    }
  }
}
