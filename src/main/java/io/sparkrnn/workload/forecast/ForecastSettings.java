package io.sparkrnn.workload.forecast;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.config.OwnValues;
import io.sparkrnn.config.Setting;
import io.sparkrnn.data.SeriesColumns;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What the workload was told for itself ({@code forecast.*}).
 *
 * @param window steps that the network sees
 * @param horizon steps ahead that the test judges
 * @param season steps after which the series repeats; 1: it does not
 * @param difference the network learns differences of values so many steps apart; 0: the values
 */
record ForecastSettings(
    int window,
    int horizon,
    int season,
    Scaling scaling,
    Scope scope,
    int difference,
    Missing missing,
    Irregular irregular)
    implements Serializable {

  /** What numbers are brought to before the network sees them. */
  enum Scaling {
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    /** From 0 to 1. */
    MIN_MAX,
    /** They stay as they are. */
    NONE
  }

  /** What a scale is taken from. */
  enum Scope {
    /** Each window's own inputs. */
    WINDOW,
    /** The training part of each series. */
    SERIES,
    /** The training parts of all series together. */
    ALL
  }

  /** What becomes of values that are not there. */
  enum Missing {
    FAIL,
    /** The last one that was there stands in. */
    PREVIOUS,
    /** A straight line from the last one to the next. */
    LINEAR
  }

  /** What becomes of a series whose steps are not equally far apart. */
  enum Irregular {
    FAIL,
    /** Rows count as equally far apart. */
    ACCEPT
  }

  private static final int MOST = 100_000;

  private static final Setting<Long> WINDOW = Setting.whole("forecast.window", 1, MOST);
  private static final Setting<Long> HORIZON = Setting.whole("forecast.horizon", 1, 10_000);
  private static final Setting<Long> SEASON = Setting.whole("forecast.season", 1, MOST);
  private static final Setting<Scaling> SCALING = Setting.choice("forecast.scaling", Scaling.class);
  private static final Setting<Scope> SCOPE = Setting.choice("forecast.scaling-scope", Scope.class);
  private static final Setting<Long> DIFFERENCE = Setting.whole("forecast.difference", 0, MOST);
  private static final Setting<Missing> MISSING = Setting.choice("forecast.missing", Missing.class);
  private static final Setting<Irregular> IRREGULAR =
      Setting.choice("forecast.irregular", Irregular.class);
  private static final Setting<String> VALUE_COLUMN = Setting.text("forecast.input.value-column");
  private static final Setting<Optional<String>> TIME_COLUMN =
      Setting.optionalText("forecast.input.time-column", "the name of a column or \"\"");
  private static final Setting<Optional<String>> TIME_FORMAT =
      Setting.optionalText("forecast.input.time-format", "a pattern such as yyyy/MM/dd or \"\"");
  private static final Setting<Optional<String>> SERIES_COLUMN =
      Setting.optionalText("forecast.input.series-column", "the name of a column or \"\"");
  private static final Setting<List<String>> FEATURE_COLUMNS =
      Setting.textsOrNone("forecast.input.feature-columns");

  ForecastSettings {
    requireNonNull(scaling, "scaling is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(missing, "missing is null");
    requireNonNull(irregular, "irregular is null");
  }

  static OwnSettings declared() {
    return new OwnSettings(
        ForecastSettings.class,
        List.of(
            WINDOW,
            HORIZON,
            SEASON,
            SCALING,
            SCOPE,
            DIFFERENCE,
            MISSING,
            IRREGULAR,
            VALUE_COLUMN,
            TIME_COLUMN,
            TIME_FORMAT,
            SERIES_COLUMN,
            FEATURE_COLUMNS));
  }

  static ForecastSettings of(OwnValues own) {
    return new ForecastSettings(
        own.intOf(WINDOW),
        own.intOf(HORIZON),
        own.intOf(SEASON),
        own.of(SCALING),
        own.of(SCOPE),
        own.intOf(DIFFERENCE),
        own.of(MISSING),
        own.of(IRREGULAR));
  }

  static SeriesColumns columns(OwnValues own) {
    return new SeriesColumns(
        own.of(VALUE_COLUMN),
        own.of(TIME_COLUMN).orElse(""),
        own.of(TIME_FORMAT).orElse(""),
        own.of(SERIES_COLUMN).orElse(""),
        own.of(FEATURE_COLUMNS));
  }

  /** Steps of a series that an example holds: the window, and what differences need before it. */
  int reach() {
    return window + difference;
  }
}
