package io.sparkrnn.workload;

import java.util.List;

/**
 * Metrics that can tell of each example whether the network was right. Two networks whose test
 * metrics do so can be compared example by example.
 */
public interface ClassifierMetrics extends Metrics {

  /** The answer to each example taken, in the order of their indices. */
  List<Answer> answers();
}
