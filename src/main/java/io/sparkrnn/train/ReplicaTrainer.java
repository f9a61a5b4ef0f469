package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.TrainingSettings;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains one replica per partition and averages them. This class is all that the rest of the
 * project knows of DL4J's Spark module, which is no longer maintained upstream.
 */
final class ReplicaTrainer {

  private final int replicas;
  private final AveragingSettings averaging;
  private final long seed;
  private final SparkDl4jMultiLayer spark;
  private final ParameterAveragingTrainingMaster master;

  /** Creates a trainer of the training's network, which it changes in place. */
  ReplicaTrainer(Training training, ReplicaMonitor monitor, OuterOptimizer outer) {
    TrainingSettings settings = training.job().training();
    this.replicas = training.plan().replicas();
    this.averaging = settings.averaging();
    this.seed = training.job().seed();
    ParameterAveragingTrainingMaster.Builder builder =
        new ParameterAveragingTrainingMaster.Builder(replicas, settings.batchSize())
            .batchSizePerWorker(settings.batchSize())
            // The most that a partition has in a round: DL4J silently drops minibatches beyond it.
            .averagingFrequency(training.plan().batchesPerEpoch())
            .saveUpdater(true)
            .rngSeed(seed)
            // The partitions are the shards already, and Shards keeps them persisted.
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(null)
            .storageLevelStreams(null)
            // A prefetching thread would build minibatches with its own random generator.
            .workerPrefetchNumBatches(0)
            .trainingHooks(List.of(monitor));
    this.master =
        averaging.strategy() == Strategy.DL4J
            ? builder.build()
            : new OrderedAveragingMaster(builder, outer);
    this.spark = new SparkDl4jMultiLayer(training.context(), training.network(), master);
  }

  /** Returns the averaged network. */
  MultiLayerNetwork network() {
    return spark.getNetwork();
  }

  /**
   * Trains every replica from the averaged network on the minibatches of its partition, then
   * averages weights and, if it is its turn, updater state.
   *
   * @param round number of the round in the whole training, from 0
   * @param minibatches one partition per replica
   * @param batchesBefore minibatches that the replica with most of them saw in all rounds before
   * @param batchesAfter the same after this round
   * @return replica divergence, see {@link ReplicaMean#divergence}; NaN if it is not measured
   * @throws DivergedException if weights are NaN or infinite
   */
  double trainRound(long round, JavaRDD<DataSet> minibatches, int batchesBefore, int batchesAfter) {
    // DL4J advances the counter by the averaging frequency, however many minibatches ran.
    // Learning-rate schedules and Adam's bias correction need the true count.
    network().getLayerWiseConfigurations().setIterationCount(batchesBefore);
    if (master instanceof OrderedAveragingMaster ordered) {
      ordered.begin(round(round));
    }
    spark.fit(minibatches);
    network().getLayerWiseConfigurations().setIterationCount(batchesAfter);
    double norm = network().params().norm2Number().doubleValue();
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the norm of the weights is " + norm);
    }
    return master instanceof OrderedAveragingMaster ordered ? ordered.divergence() : Double.NaN;
  }

  /**
   * Returns the bytes that a round moves, see {@link AveragingStatistics#bytes}.
   *
   * @param round number of the round in the whole training, from 0
   */
  long bytesOfRound(long round) {
    INDArray state = network().getUpdater().getStateViewArray();
    int parameters = Math.toIntExact(network().numParams());
    int moments = state == null ? 0 : Math.toIntExact(state.length());
    long sent = (long) Float.BYTES * (parameters + (long) moments);
    return replicas * (sent + round(round).bytes(parameters, moments));
  }

  private AveragingRound round(long number) {
    return AveragingRound.of(averaging, replicas, seed, number);
  }
}
