package io.sparkrnn.cli.shared;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.NetworkConversion;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.WorkloadType;
import io.sparkrnn.workload.Workloads;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A saved model and the settings it was trained with.
 *
 * @param location the location as the user gave it
 * @param configurationFile URI of the file that holds {@code own}
 * @param own settings the model was trained with
 */
public record SavedModel(
    String location, ModelBundle bundle, String configurationFile, JobConfig own) {

  /**
   * Reads a model.
   *
   * @param location a run's folder or its model folder, local or any Hadoop URI
   * @throws BadDataException if the model is missing or incomplete
   */
  public static SavedModel read(String location, Configuration hadoop) {
    ModelBundle bundle = ModelBundle.read(location, hadoop);
    String file = ModelBundle.configurationFile(location, hadoop);
    return new SavedModel(location, bundle, file, ConfigOptions.loadSaved(file).job());
  }

  /**
   * Returns the settings to score this model with: network and text settings are the model's, data
   * and computation settings are those given.
   */
  public JobConfig toScoreOn(JobConfig given) {
    return own.toUseOn(given);
  }

  /** Returns the settings as above, given by options over the settings of the model. */
  public JobConfig toScoreWith(ConfigOptions options) {
    return toScoreOn(options.loadOver(configurationFile).job());
  }

  /**
   * Returns the type of the model's workload, which has a capability.
   *
   * @throws ConfigurationException naming the workloads that have it, if this one has not
   */
  public <T extends WorkloadType> T require(Class<T> capability) {
    return Workloads.require(capability, own.workload(), location + " is a model");
  }

  /** Returns the network, converted to the layers that {@code workload} uses. */
  public MultiLayerNetwork network(Workload workload) {
    return NetworkConversion.convert(
        bundle.network(), workload.network(bundle.assets(), TrainingLength.none()));
  }
}
