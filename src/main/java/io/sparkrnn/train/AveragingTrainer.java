package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/** Implementation of {@link ReplicaTrainer} on DL4J's parameter-averaging training master. */
final class AveragingTrainer implements ReplicaTrainer {

  private final SparkDl4jMultiLayer spark;
  private final ParameterAveragingTrainingMaster master;

  /**
   * Creates a trainer of {@code network}, which it changes in place.
   *
   * @param batchesPerRound at least the largest number of minibatches that a partition has in a
   *     round; DL4J silently drops minibatches beyond it
   */
  AveragingTrainer(
      JavaSparkContext context,
      MultiLayerNetwork network,
      int replicas,
      int batchSize,
      int batchesPerRound,
      long seed,
      ReplicaMonitor monitor,
      AveragingSettings averaging,
      OuterOptimizer outer) {
    ParameterAveragingTrainingMaster.Builder builder =
        new ParameterAveragingTrainingMaster.Builder(replicas, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(batchesPerRound)
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
            : new OrderedAveragingMaster(builder, averaging.weighting(), outer);
    this.spark = new SparkDl4jMultiLayer(context, network, master);
  }

  @Override
  public MultiLayerNetwork network() {
    return spark.getNetwork();
  }

  @Override
  public Optional<RoundReport> lastRound() {
    return master instanceof OrderedAveragingMaster ordered
        ? Optional.of(ordered.lastRound())
        : Optional.empty();
  }

  @Override
  public void trainRound(JavaRDD<DataSet> minibatches, int batchesBefore, int batchesAfter) {
    // DL4J advances the counter by the averaging frequency, however many minibatches ran.
    // Learning-rate schedules and Adam's bias correction need the true count.
    network().getLayerWiseConfigurations().setIterationCount(batchesBefore);
    spark.fit(minibatches);
    network().getLayerWiseConfigurations().setIterationCount(batchesAfter);
  }
}
