package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.WorkloadDeclaration;
import org.apache.hadoop.conf.Configuration;

/** A type of workload, as registered in {@link Workloads}. */
public interface WorkloadType {

  /** Returns the declaration of its name and its settings. */
  WorkloadDeclaration settings();

  /** Creates the workload with the settings of a job. */
  Workload create(JobConfig config, Configuration hadoop);
}
