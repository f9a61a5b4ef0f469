package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.config.WorkloadSettings;
import io.sparkrnn.data.series.SeriesColumns;
import io.sparkrnn.nn.RecurrentSettings;

/**
 * Settings of the forecast of series.
 *
 * @param testFraction fraction of each series that is held out for the test, in (0, 1)
 * @param forecast windows, scaling and horizon
 */
record SeriesForecastSettings(
    double testFraction,
    ForecastSettings forecast,
    SeriesColumns columns,
    RecurrentSettings recurrent)
    implements WorkloadSettings {

  private static final String LINEAR_PATH = "forecast.linear-path";
  private static final String OUTPUT_DROPOUT = "model.output-dropout";

  static SeriesForecastSettings of(JobConfig job) {
    return job.own(SeriesForecastSettings.class);
  }

  static SeriesForecastSettings read(SettingsReader read) {
    SeriesForecastSettings settings =
        new SeriesForecastSettings(
            read.between0And1("data.test-fraction"),
            ForecastSettings.read(read),
            columns(read),
            RecurrentSettings.read(read));
    if (read.valid(LINEAR_PATH, OUTPUT_DROPOUT)
        && settings.forecast.linearPath()
        && settings.recurrent.outputDropout() > 0) {
      read.reject(
          OUTPUT_DROPOUT,
          "would also drop the inputs of the linear path, expected 0 with %s = true"
              .formatted(LINEAR_PATH));
    }
    return settings;
  }

  private static SeriesColumns columns(SettingsReader read) {
    String column = "the name of a column or \"\"";
    return new SeriesColumns(
        read.text("forecast.input.value-column"),
        read.optionalText("forecast.input.time-column", column).orElse(""),
        read.optionalText("forecast.input.time-format", "a pattern such as yyyy/MM/dd or \"\"")
            .orElse(""),
        read.optionalText("forecast.input.series-column", column).orElse(""),
        read.textsOrNone("forecast.input.feature-columns"));
  }

  /** {@inheritDoc} The columns are the job's. */
  @Override
  public SeriesForecastSettings usedOn(WorkloadSettings job) {
    SeriesForecastSettings other = (SeriesForecastSettings) job;
    return new SeriesForecastSettings(
        other.testFraction, forecast, other.columns, recurrent.with(other.recurrent.layer()));
  }
}
