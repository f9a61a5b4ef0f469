package io.sparkrnn.workload.regression;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.config.WorkloadDeclaration;
import io.sparkrnn.config.WorkloadSettings;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.WorkloadType;
import org.apache.hadoop.conf.Configuration;

/** A workload of the tests, to see what a new one takes: this package, and a line in services. */
public final class LinearRegressionType implements WorkloadType {

  record Settings(int points, double noise) implements WorkloadSettings {
    static Settings read(SettingsReader read) {
      return new Settings(
          read.count("regression.points", 10, 100_000), read.share("regression.noise"));
    }
  }

  @Override
  public WorkloadDeclaration settings() {
    return new WorkloadDeclaration(
        LinearRegression.NAME, LinearRegressionType.class, Settings::read);
  }

  @Override
  public Workload create(JobConfig config, Configuration hadoop) {
    return new LinearRegression(config, config.own(Settings.class));
  }
}
