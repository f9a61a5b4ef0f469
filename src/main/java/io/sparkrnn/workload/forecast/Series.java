package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * A time series without gaps.
 *
 * @param name the name; empty if the table holds a single series
 * @param values [steps][columns], the value to predict in the first column
 * @param grid the times of the steps
 * @param filled number of missing values that were filled
 */
record Series(String name, double[][] values, TimeGrid grid, long filled) implements Serializable {

  int length() {
    return values.length;
  }

  double value(int step) {
    return values[step][0];
  }

  /** Returns the series' designation in messages. */
  static String title(String name) {
    return name.isEmpty() ? "the series" : "series '%s'".formatted(name);
  }
}
