package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Serializable form of DL4J's result of a replica. Components are null where DL4J's are: the
 * updater state with plain gradient descent, and parameters and updater state if the replica had no
 * minibatch.
 *
 * @param parameters flattened parameters
 * @param score loss of the replica, as DL4J reports it
 * @param examples number of examples that the replica was trained on in the round
 */
record ReplicaResult(Weights parameters, Weights updaterState, double score, long examples)
    implements Serializable {

  static ReplicaResult of(ParameterAveragingTrainingResult result) {
    return new ReplicaResult(
        weights(result.getParameters()),
        weights(result.getUpdaterState()),
        result.getScore(),
        result instanceof Counted counted ? counted.examples : 0);
  }

  private static Weights weights(INDArray array) {
    if (array == null) {
      return null;
    }
    Weights copy = Weights.copyOf(array);
    // The replica is done. Its memory lies outside the heap, and the garbage collector, which does
    // not know its size, would free it late.
    array.close();
    return copy;
  }

  /** DL4J's result, extended by the number of examples. */
  static final class Counted extends ParameterAveragingTrainingResult {

    private final long examples;

    Counted(ParameterAveragingTrainingResult result, long examples) {
      super(
          result.getParameters(),
          result.getUpdaterState(),
          result.getScore(),
          result.getListenerMetaData(),
          result.getListenerStaticInfo(),
          result.getListenerUpdates());
      this.examples = examples;
    }
  }
}
