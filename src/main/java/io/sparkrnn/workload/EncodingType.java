package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import org.apache.hadoop.conf.Configuration;

/** Type of workload whose networks encode examples to latent vectors. */
public interface EncodingType extends WorkloadType {

  @Override
  EncodingWorkload create(JobConfig config, Configuration hadoop);
}
