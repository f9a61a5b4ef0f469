package io.sparkrnn.cli.shared;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.BadDataException;
import picocli.CommandLine.Parameters;

/** The {@code MODEL} argument of a subcommand: the location of a saved model. */
public final class ModelArgument {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Run folder, or version folder in models.dir; local or any Hadoop URI.")
  private String location;

  /** Returns the location as it was given. */
  public String location() {
    return location;
  }

  /**
   * Reads the model.
   *
   * @throws BadDataException if the model is missing or incomplete
   */
  public SavedModel read() {
    return SavedModel.read(location, ConfigLoader.hadoopOfProcess());
  }
}
