package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.BadDataException;
import picocli.CommandLine.Parameters;

/** The saved model that a verb is given first. */
final class ModelArgument {

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A run's folder, local or any Hadoop URI.")
  private String location;

  /** As it was typed. */
  String location() {
    return location;
  }

  /**
   * The model.
   *
   * @throws BadDataException if there is no whole one
   */
  SavedModel read() {
    return SavedModel.read(location, ConfigLoader.hadoopOfProcess());
  }
}
