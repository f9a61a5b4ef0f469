package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;

/** Trained model that classifies texts. It is broadcast to the executors. */
public interface TextScorer extends Serializable {

  /** Returns the number of texts per forward pass. */
  int batchSize();

  /**
   * Returns the probability that each text is positive, in the order of the texts.
   *
   * @param texts any number of texts; a text without words is scored as all padding
   */
  float[] probabilities(List<String> texts);

  /** Explains the prediction for a text. */
  TextExplanation explain(String text);
}
