package io.sparkrnn.train;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains one replica per partition and averages them. All that this project asks of the DL4J Spark
 * module, which is no longer maintained upstream.
 */
interface ReplicaTrainer {

  /** The averaged network. */
  MultiLayerNetwork network();

  /** What the last round did; empty where the trainer does not tell. */
  Optional<RoundReport> lastRound();

  /**
   * Trains every replica from the averaged network on the minibatches of its partition, then
   * averages weights and updater state.
   *
   * @param minibatches one partition per replica
   * @param batchesBefore minibatches that a replica has seen before, in all rounds
   * @param batchesAfter those that the busiest replica has seen after this round
   */
  void trainRound(JavaRDD<DataSet> minibatches, int batchesBefore, int batchesAfter);
}
