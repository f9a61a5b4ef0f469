package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.NetworkForms;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.workload.Workload;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A model that was saved, and the settings it was trained with.
 *
 * @param location as the user gave it
 * @param configurationFile the URI of the file that holds {@code own}
 */
record SavedModel(String location, ModelBundle bundle, String configurationFile, JobConfig own) {

  /**
   * Reads a model.
   *
   * @param location a run's folder or its model folder, local or any Hadoop URI
   * @throws BadDataException if there is no whole model
   */
  static SavedModel read(String location, Configuration hadoop) {
    ModelBundle bundle = ModelBundle.read(location, hadoop);
    String file = ModelBundle.configurationFile(location, hadoop);
    return new SavedModel(location, bundle, file, ConfigOptions.loadSaved(file).job());
  }

  /**
   * The settings to score this model with: network and text settings are its own, where the data is
   * and how it is computed are those of {@code told}.
   */
  JobConfig toScoreOn(JobConfig told) {
    return own.toUseOn(told);
  }

  /**
   * Refuses models of other workloads.
   *
   * @throws ConfigurationException if it is one
   */
  void requireWorkload(String workload) {
    if (!own.workload().equals(workload)) {
      throw new ConfigurationException(
          "%s is a model of the workload '%s', expected '%s'"
              .formatted(location, own.workload(), workload));
    }
  }

  /** The network, of the layers that {@code workload} makes. */
  MultiLayerNetwork network(Workload workload) {
    return NetworkForms.convert(
        bundle.network(), workload.network(bundle.assets(), Horizon.none()));
  }
}
