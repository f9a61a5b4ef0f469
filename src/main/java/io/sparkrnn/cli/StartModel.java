package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelsSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Parameters;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.workload.Ancestor;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The model whose weights training begins with ({@code models.start-from}).
 *
 * @param sha256 of its parameters
 */
record StartModel(Ancestor ancestor, String sha256) {

  /**
   * Reads it, if there is to be one. With {@code current} and no version yet there is none.
   *
   * @param current the current version's
   */
  static Optional<StartModel> read(
      JobConfig job, Optional<ModelVersion> current, Configuration hadoop) {
    return job.models()
        .startFrom()
        .flatMap(
            from ->
                from.equals(ModelsSettings.CURRENT)
                    ? current.map(ModelVersion::location)
                    : Optional.of(from))
        .map(location -> read(location, job, hadoop));
  }

  private static StartModel read(String location, JobConfig job, Configuration hadoop) {
    SavedModel model = SavedModel.read(location, hadoop);
    if (!model.own().workload().equals(job.workload())) {
      throw new ConfigurationException(
          "models.start-from: %s is a model of the workload '%s', expected '%s'"
              .formatted(location, model.own().workload(), job.workload()));
    }
    Workload own = Workloads.create(model.toScoreOn(job), hadoop);
    return new StartModel(
        new Ancestor(model.network(own), model.bundle().assets()),
        Parameters.sha256(model.bundle().network()));
  }
}
