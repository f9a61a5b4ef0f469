package io.sparkrnn.workload;

import java.util.List;

/**
 * Metrics of a classifier, which also report the prediction for each example, so that two networks
 * can be compared example by example.
 */
public interface ClassifierMetrics extends Metrics {

  /** Returns the names of the classes, in the order of the indices of {@link ClassPrediction}. */
  List<String> classes();

  /** Returns the prediction for each added example, ordered by index. */
  List<ClassPrediction> answers();
}
