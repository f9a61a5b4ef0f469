package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import org.apache.hadoop.conf.Configuration;

/** Type of workload whose networks predict the next values of time series. */
public interface ForecastingType extends WorkloadType {

  @Override
  ForecastingWorkload create(JobConfig config, Configuration hadoop);
}
