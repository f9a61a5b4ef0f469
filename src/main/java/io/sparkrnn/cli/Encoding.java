package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.EncodingWorkload;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import org.apache.hadoop.conf.Configuration;

/** Looks for the workload of a model that encodes and decodes. */
final class Encoding {

  private Encoding() {}

  /**
   * The workload of a model.
   *
   * @throws ConfigurationException if its networks have no narrow middle
   */
  static EncodingWorkload of(SavedModel model, JobConfig config, Configuration hadoop) {
    Workload workload = Workloads.create(config, hadoop);
    if (workload instanceof EncodingWorkload encoding) {
      return encoding;
    }
    throw new ConfigurationException(
        "%s is a model of the workload '%s', which encodes nothing; expected a model with an encoder and a decoder"
            .formatted(model.location(), workload.name()));
  }
}
