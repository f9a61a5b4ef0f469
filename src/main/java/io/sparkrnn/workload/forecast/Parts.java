package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * How a series is cut in time: what is learnt from, what validates, and what tests come one after
 * the other.
 *
 * @param series its number among those that are used, from 0
 * @param windows whose target is in the training part, validation among them
 * @param learnt how many of them are before the validation part
 * @param testStart the step of the first test target
 * @param length steps of the series
 */
record Parts(int series, int windows, int learnt, int testStart, int length)
    implements Serializable {

  /** The first test target of a series: at least one is left for the test. */
  static int testStart(int length, double testFraction) {
    return length - Math.max(1, (int) Math.round(length * testFraction));
  }

  Parts withLearnt(int count) {
    return new Parts(series, windows, count, testStart, length);
  }

  /** Test windows, the first of which may have to wait until there is a whole window before it. */
  int testWindows(int reach) {
    return Math.max(0, length - firstTested(reach));
  }

  int firstTested(int reach) {
    return Math.max(testStart, reach);
  }

  /** Steps from the start of the series that a scale may be taken from. */
  int known(int reach) {
    return windows == 0 ? Math.min(length, Math.max(1, testStart)) : reach + learnt;
  }
}
