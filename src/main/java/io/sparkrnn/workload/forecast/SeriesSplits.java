package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * The splits of a series in time: first training, then validation, then test.
 *
 * @param series number of the series among those used, from 0
 * @param windows windows whose target is in the training or the validation split
 * @param trainWindows windows whose target is in the training split
 * @param testStart index of the step that is the first test target
 * @param length number of steps of the series
 */
record SeriesSplits(int series, int windows, int trainWindows, int testStart, int length)
    implements Serializable {

  /** Returns the index of a series' first test target; at least one step is left for the test. */
  static int testStart(int length, double testFraction) {
    return length - Math.max(1, (int) Math.round(length * testFraction));
  }

  SeriesSplits withTrainWindows(int count) {
    return new SeriesSplits(series, windows, count, testStart, length);
  }

  /**
   * Returns the number of test windows.
   *
   * @param reach steps that a window needs before its target
   */
  int testWindows(int reach) {
    return Math.max(0, length - firstTested(reach));
  }

  /** Returns the index of the first test target with enough steps before it for a window. */
  int firstTested(int reach) {
    return Math.max(testStart, reach);
  }

  /** Returns the number of steps, from the first one, that a scale may be computed from. */
  int known(int reach) {
    return windows == 0 ? Math.min(length, Math.max(1, testStart)) : reach + trainWindows;
  }
}
