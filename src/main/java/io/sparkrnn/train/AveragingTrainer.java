package io.sparkrnn.train;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/** {@link ReplicaTrainer} by DL4J's parameter-averaging trainer. */
final class AveragingTrainer implements ReplicaTrainer {

  private final SparkDl4jMultiLayer spark;

  /**
   * A trainer of {@code network}, which it changes in place.
   *
   * @param batchesPerRound not below the minibatches of any partition in any round; DL4J drops
   *     those beyond it in silence
   */
  AveragingTrainer(
      JavaSparkContext context,
      MultiLayerNetwork network,
      int replicas,
      int batchSize,
      int batchesPerRound,
      long seed,
      ReplicaMonitor monitor) {
    ParameterAveragingTrainingMaster.Builder builder =
        new ParameterAveragingTrainingMaster.Builder(replicas, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(batchesPerRound)
            .saveUpdater(true)
            .rngSeed(seed)
            // Partitions are the shards already, and held by us.
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(null)
            .storageLevelStreams(null)
            // Prefetching would make minibatches in a thread with a random generator of its own.
            .workerPrefetchNumBatches(0)
            .trainingHooks(List.of(monitor));
    this.spark = new SparkDl4jMultiLayer(context, network, new OrderedAveragingMaster(builder));
  }

  @Override
  public MultiLayerNetwork network() {
    return spark.getNetwork();
  }

  @Override
  public void trainRound(JavaRDD<DataSet> minibatches, int batchesBefore, int batchesAfter) {
    // DL4J advances the counter by the averaging frequency, whatever ran; schedules and Adam's
    // bias correction want the true count.
    network().getLayerWiseConfigurations().setIterationCount(batchesBefore);
    spark.fit(minibatches);
    network().getLayerWiseConfigurations().setIterationCount(batchesAfter);
  }
}
