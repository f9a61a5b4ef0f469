package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OwnSettings;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** One thing that this job can learn, as {@link Workloads} registers it. */
public interface WorkloadType {

  /** The name that the setting {@code workload} gives it. */
  String name();

  /** The settings that it has for itself, if it has any. */
  Optional<OwnSettings> settings();

  /** What {@code config} says of it. */
  Workload create(JobConfig config, Configuration hadoop);
}
