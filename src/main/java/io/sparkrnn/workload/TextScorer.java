package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/** Trained model that classifies texts. It is broadcast to the executors. */
public interface TextScorer extends Serializable {

  /** Returns the number of texts per forward pass. */
  int batchSize();

  /** Returns the classes, and what {@link #outputs} mean. */
  TextClasses classes();

  /**
   * Returns the network's outputs for each text, in the order of the texts: the probability that it
   * is positive, [1], or the probability of each class, [classes].
   *
   * @param texts any number of texts; a text without words is scored as all padding
   */
  float[][] outputs(List<String> texts);

  /**
   * Explains the prediction for a text.
   *
   * @param explained index of the class whose probability is explained; empty: positive, or of more
   *     classes the predicted one
   */
  TextExplanation explain(String text, OptionalInt explained);
}
