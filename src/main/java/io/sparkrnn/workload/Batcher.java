package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.dataset.DataSet;

/** Makes a network's minibatch of examples; runs on the executors. */
@FunctionalInterface
public interface Batcher extends Serializable {

  /** The minibatch, features, targets and masks, in the examples' order. */
  DataSet minibatch(List<Example> examples);

  /** How long an example is, in steps that are no padding; like ones come together in buckets. */
  default int length(Example example) {
    return example.features().length;
  }

  /**
   * The minibatch that a network is trained on: as {@link #minibatch}, but for what a workload
   * changes in training alone, such as words that are dropped.
   *
   * @param progress of the training: 0 in its first epoch, 1 in its last
   * @param random for this minibatch alone; what it gives depends on where the minibatch stands
   */
  default DataSet trainingMinibatch(
      List<Example> examples, double progress, RandomGenerator random) {
    return minibatch(examples);
  }
}
