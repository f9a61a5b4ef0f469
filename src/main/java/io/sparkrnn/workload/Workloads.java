package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.autoencoder.ImageAutoencoderType;
import io.sparkrnn.workload.forecast.SeriesForecastType;
import io.sparkrnn.workload.sentiment.ReviewSentimentType;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The workloads that the setting {@code workload} can name. A new one is registered here. */
public final class Workloads {

  private static final List<WorkloadType> ALL =
      List.of(new ReviewSentimentType(), new SeriesForecastType(), new ImageAutoencoderType());

  private Workloads() {}

  /** The settings that workloads have for themselves. */
  public static List<OwnSettings> settings() {
    return ALL.stream().flatMap(type -> type.settings().stream()).toList();
  }

  /**
   * The workload that {@code config} names.
   *
   * @throws ConfigurationException if there is none of that name
   */
  public static Workload create(JobConfig config, Configuration hadoop) {
    return ALL.stream()
        .filter(type -> type.name().equals(config.workload()))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "workload is '%s', there is: %s"
                        .formatted(
                            config.workload(),
                            ALL.stream()
                                .map(WorkloadType::name)
                                .collect(Collectors.joining(", ")))))
        .create(config, hadoop);
  }
}
