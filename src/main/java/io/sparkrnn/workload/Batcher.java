package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/** Makes a network's minibatch of examples; runs on the executors. */
@FunctionalInterface
public interface Batcher extends Serializable {

  /** The minibatch, features, targets and masks, in the examples' order. */
  DataSet minibatch(List<Example> examples);
}
