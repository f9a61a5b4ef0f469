package io.sparkrnn.workload.forecast;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * What a model says of the steps after the last one of each series.
 *
 * @param values series by series, step by step
 * @param series of which there are values
 * @param warnings for people: what was left out
 */
public record NextValues(List<NextValue> values, int series, List<String> warnings) {

  /**
   * One step of one series.
   *
   * @param series its name; empty where a table holds one alone
   * @param step after the last known one, from 1
   * @param time of the step, as far as the known steps tell it
   * @param value in the series' own unit
   */
  public record NextValue(String series, int step, String time, double value)
      implements Serializable {
    public NextValue {
      requireNonNull(series, "series is null");
      requireNonNull(time, "time is null");
    }
  }

  public NextValues {
    values = List.copyOf(values);
    warnings = List.copyOf(warnings);
  }
}
