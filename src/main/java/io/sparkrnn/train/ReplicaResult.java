package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's result, which is not serialisable, as one that is. What is null there is null here: the
 * updater state of plain gradient descent, and everything where there was no minibatch.
 *
 * @param examples that the replica saw in the round
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
    // The replica has done its work; its memory would wait for a garbage collector that does not
    // know how large it is.
    array.close();
    return copy;
  }

  /** DL4J's result with the number of examples in it. */
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
