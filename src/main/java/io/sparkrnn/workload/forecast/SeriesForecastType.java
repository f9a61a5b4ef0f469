package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.WorkloadType;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Registers {@link SeriesForecast}. */
public final class SeriesForecastType implements WorkloadType {

  @Override
  public String name() {
    return SeriesForecast.NAME;
  }

  @Override
  public Optional<OwnSettings> settings() {
    return Optional.of(ForecastSettings.declared());
  }

  @Override
  public Workload create(JobConfig config, Configuration hadoop) {
    return SeriesForecast.open(config, hadoop);
  }
}
