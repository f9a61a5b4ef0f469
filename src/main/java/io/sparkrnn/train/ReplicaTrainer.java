package io.sparkrnn.train;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains one replica per partition and averages them. This interface is all that the project needs
 * from DL4J's Spark module, which is no longer maintained upstream.
 */
interface ReplicaTrainer {

  /** Returns the averaged network. */
  MultiLayerNetwork network();

  /** Returns the report of the last round; empty if the trainer does not measure it. */
  Optional<RoundReport> lastRound();

  /**
   * Trains every replica from the averaged network on the minibatches of its partition, then
   * averages weights and updater state.
   *
   * @param minibatches one partition per replica
   * @param batchesBefore minibatches that the replica with most of them saw in all rounds before
   * @param batchesAfter the same after this round
   */
  void trainRound(JavaRDD<DataSet> minibatches, int batchesBefore, int batchesAfter);
}
