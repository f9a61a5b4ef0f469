package io.sparkrnn.workload.forecast;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * One series, step by step and without gaps.
 *
 * @param name empty where a table holds one alone
 * @param values [steps][columns], the value first
 * @param grid the times of the steps
 * @param filled how many numbers stand in for missing ones
 */
record Series(String name, double[][] values, TimeGrid grid, long filled) implements Serializable {

  Series {
    requireNonNull(name, "name is null");
    requireNonNull(values, "values is null");
    requireNonNull(grid, "grid is null");
  }

  int length() {
    return values.length;
  }

  double value(int step) {
    return values[step][0];
  }

  /** What messages call it. */
  static String title(String name) {
    return name.isEmpty() ? "the series" : "series '%s'".formatted(name);
  }
}
