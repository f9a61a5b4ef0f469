package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelRegistrySettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Model whose weights training is initialized with ({@code models.warm-start}).
 *
 * @param model the model
 * @param sha256 SHA-256 of its parameters
 */
record InitialModel(PretrainedModel model, String sha256) {

  /**
   * Reads the model; empty if none is configured, or if it is {@code current} and there is no
   * version yet.
   *
   * @param current the current version of the model
   */
  static Optional<InitialModel> read(
      JobConfig job, Optional<ModelVersion> current, Configuration hadoop) {
    return job.models()
        .startFrom()
        .flatMap(
            from ->
                from.equals(ModelRegistrySettings.CURRENT)
                    ? current.map(ModelVersion::location)
                    : Optional.of(from))
        .map(location -> read(location, job, hadoop));
  }

  private static InitialModel read(String location, JobConfig job, Configuration hadoop) {
    SavedModel model = SavedModel.read(location, hadoop);
    if (!model.own().workload().equals(job.workload())) {
      throw new ConfigurationException(
          "models.warm-start: %s is a model of the workload '%s', expected '%s'"
              .formatted(location, model.own().workload(), job.workload()));
    }
    Workload own = Workloads.create(model.toScoreOn(job), hadoop);
    return new InitialModel(
        new PretrainedModel(model.network(own), model.bundle().assets()),
        ParameterHash.sha256(model.bundle().network()));
  }
}
