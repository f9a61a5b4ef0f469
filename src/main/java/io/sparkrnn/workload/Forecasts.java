package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * A model's forecasts of the steps after the last one of each series.
 *
 * @param values the forecasts, series by series and step by step
 * @param series number of series with forecasts
 * @param warnings messages about series that were left out
 */
public record Forecasts(List<Forecast> values, int series, List<String> warnings) {

  /**
   * The forecast of one step of one series.
   *
   * @param series the series' name; empty if the table holds a single series
   * @param step number of steps after the last known one, from 1
   * @param time the step's time, extrapolated from the known steps
   * @param value the forecast, in the series' own unit
   */
  public record Forecast(String series, int step, String time, double value)
      implements Serializable {
    public Forecast {
      requireNonNull(series, "series is null");
      requireNonNull(time, "time is null");
    }
  }

  public Forecasts {
    values = List.copyOf(values);
    warnings = List.copyOf(warnings);
  }
}
