package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.ReviewSources;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.sentiment.ReviewSentiment;
import org.apache.hadoop.conf.Configuration;

/** The workloads that the setting {@code workload} can name. */
public final class Workloads {

  private Workloads() {}

  /**
   * The workload that {@code config} names.
   *
   * @throws ConfigurationException if there is none of that name
   */
  public static Workload create(JobConfig config, Configuration hadoop) {
    return switch (config.workload()) {
      case ReviewSentiment.NAME ->
          new ReviewSentiment(config, ReviewSources.open(config.data(), hadoop));
      default ->
          throw new ConfigurationException(
              "workload is '%s', there is: %s".formatted(config.workload(), ReviewSentiment.NAME));
    };
  }
}
