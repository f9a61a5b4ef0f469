package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.dataset.DataSet;

/** Converts examples to minibatches of a network; runs on the executors. */
@FunctionalInterface
public interface Batcher extends Serializable {

  /** Returns a minibatch (features, labels and masks) with one row per example, in their order. */
  DataSet minibatch(List<Example> examples);

  /**
   * Returns the length of an example in time steps, without padding. Bucketing puts examples of
   * similar length into one minibatch.
   */
  default int length(Example example) {
    return example.features().length;
  }

  /**
   * Returns a minibatch for training. It differs from {@link #minibatch} where a workload applies
   * regularization to its inputs or labels, such as word dropout.
   *
   * @param progress progress of the training: 0 in the first epoch, 1 in the last
   * @param random a generator for this minibatch alone, seeded by the minibatch's position
   */
  default DataSet trainingMinibatch(
      List<Example> examples, double progress, RandomGenerator random) {
    return minibatch(examples);
  }
}
