package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.WorkloadDeclaration;
import io.sparkrnn.workload.ForecastingType;
import org.apache.hadoop.conf.Configuration;

/** Registers {@link SeriesForecast}. */
public final class SeriesForecastType implements ForecastingType {

  @Override
  public WorkloadDeclaration settings() {
    return new WorkloadDeclaration(
        SeriesForecast.NAME, SeriesForecast.class, SeriesForecastSettings::read);
  }

  @Override
  public SeriesForecast create(JobConfig config, Configuration hadoop) {
    return SeriesForecast.open(config, hadoop);
  }
}
