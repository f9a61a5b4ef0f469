package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.SettingsReader;
import java.io.Serializable;

/**
 * Settings of the forecast, whose string form enters fingerprints of prepared data ({@code
 * forecast.*}).
 *
 * @param window length of the network's input, in steps
 * @param horizon number of steps ahead that the test evaluates
 * @param season length of a season, in steps; 1 if the series has none
 * @param scaling range that inputs are scaled to
 * @param scope data that a scale is computed from
 * @param difference lag of the differences that the network is trained on; 0 trains on the values
 * @param target what the network's output is
 * @param linearPath whether the network has a linear path from the window to the output
 * @param missing handling of missing values
 * @param irregular handling of series with irregular steps
 */
record ForecastSettings(
    int window,
    int horizon,
    int season,
    Scaling scaling,
    Scope scope,
    int difference,
    Target target,
    boolean linearPath,
    Missing missing,
    Irregular irregular)
    implements Serializable {

  /** Ranges that inputs are scaled to. */
  enum Scaling {
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    /** Minimum 0 and maximum 1. */
    MIN_MAX,
    /** No scaling. */
    NONE
  }

  /** Data that a scale is computed from. */
  enum Scope {
    /** Each window's own inputs. */
    WINDOW,
    /** The training split of each series. */
    SERIES,
    /** The training splits of all series together. */
    ALL
  }

  /** Output of the network, on the scale of its inputs. */
  enum Target {
    /** The next value. */
    VALUE,
    /** The change from the last value to the next one. */
    CHANGE
  }

  /** Handling of missing values. */
  enum Missing {
    FAIL,
    /** Filled with the last value before the gap. */
    PREVIOUS,
    /** Filled by linear interpolation. */
    LINEAR
  }

  /** Handling of series whose steps are not equally far apart. */
  enum Irregular {
    FAIL,
    /** Rows are treated as equally far apart. */
    ACCEPT
  }

  private static final int MOST = 100_000;

  static ForecastSettings read(SettingsReader read) {
    return new ForecastSettings(
        read.count("forecast.window", 1, MOST),
        read.count("forecast.horizon", 1, 10_000),
        read.count("forecast.season-length", 1, MOST),
        read.choice("forecast.scaling", Scaling.class),
        read.choice("forecast.scaling-scope", Scope.class),
        read.count("forecast.differencing-lag", 0, MOST),
        read.choice("forecast.target", Target.class),
        read.flag("forecast.linear-path"),
        read.choice("forecast.missing", Missing.class),
        read.choice("forecast.irregular", Irregular.class));
  }

  /** Returns the steps of a series that an example holds: the window and the lag before it. */
  int reach() {
    return window + difference;
  }
}
