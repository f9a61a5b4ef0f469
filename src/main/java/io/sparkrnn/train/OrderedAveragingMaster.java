package io.sparkrnn.train;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter-averaging training master, made reproducible bit for bit, with a mean that can
 * be weighted by examples and an outer optimizer step after it.
 *
 * <p>Two sources of different results are removed:
 *
 * <ul>
 *   <li>DL4J's tree aggregation adds replicas in the order in which their tasks end, and float sums
 *       of three or more values depend on the order. Here they are added in the order of the
 *       shards.
 *   <li>DL4J's workers share the layers' dropout objects within one JVM, so that one replica's
 *       backward pass may use the mask of another, or none. Here every worker has its own
 *       configuration.
 * </ul>
 */
final class OrderedAveragingMaster extends ParameterAveragingTrainingMaster {

  private final transient OuterOptimizer outer;
  private transient AveragingRound round;
  private transient Optional<LocalRound> local = Optional.empty();
  private transient Broadcast<ReplicaWorker.InitialState> broadcast;
  private transient double divergence;

  OrderedAveragingMaster(Builder builder, OuterOptimizer outer) {
    super(builder);
    this.outer = outer;
  }

  /** Sets what the next round averages. */
  void begin(AveragingRound next) {
    round = next;
  }

  /** Returns the replica divergence of the last round. */
  double divergence() {
    return divergence;
  }

  /**
   * Trains one round on all minibatches. DL4J would first count the minibatches, which builds every
   * one of them once more.
   */
  @Override
  protected void executeTrainingDirect(SparkDl4jMultiLayer spark, JavaRDD<DataSet> minibatches) {
    local =
        spark.getSparkContext().isLocal()
            ? Optional.of(LocalRound.open(round.weighting()))
            : Optional.empty();
    try {
      doIteration(spark, minibatches, 1, 1);
    } finally {
      local.ifPresent(LocalRound::close);
    }
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer spark) {
    broadcast =
        spark.getSparkContext().broadcast(ReplicaWorker.InitialState.of(spark.getNetwork()));
    WorkerConfiguration worker =
        new WorkerConfiguration(
            false,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            false);
    return new ReplicaWorker(
        broadcast,
        local.map(LocalRound::number).orElse(LocalRound.NONE),
        saveUpdater,
        worker,
        trainingHookList,
        listeners,
        getRouterProvider());
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer spark,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int splitNumber,
      int splits) {
    MultiLayerNetwork network = spark.getNetwork();
    try (ReplicaMean mean = ReplicaMean.of(results, broadcast, network.params(), round, local)) {
      divergence = mean.divergence();
      spark.setScore(mean.score());
      outer.apply(network.params(), mean.parameters());
      if (mean.updaterState() != null) {
        network.getUpdater().setStateViewArray(network, mean.updaterState(), false);
      }
    } finally {
      broadcast.destroy();
    }
  }
}
