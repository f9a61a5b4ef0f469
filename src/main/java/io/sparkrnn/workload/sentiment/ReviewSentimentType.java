package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.data.ReviewSources;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.WorkloadType;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Registers {@link ReviewSentiment}, whose settings are those that all workloads share. */
public final class ReviewSentimentType implements WorkloadType {

  @Override
  public String name() {
    return ReviewSentiment.NAME;
  }

  @Override
  public Optional<OwnSettings> settings() {
    return Optional.empty();
  }

  @Override
  public Workload create(JobConfig config, Configuration hadoop) {
    return new ReviewSentiment(config, ReviewSources.open(config.data(), hadoop));
  }
}
