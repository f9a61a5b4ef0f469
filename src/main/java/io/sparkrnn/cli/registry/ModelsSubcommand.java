package io.sparkrnn.cli.registry;

import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.VersionChange;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;

/** Base class of the subcommands of {@code models}, with their common options. */
abstract class ModelsSubcommand extends JsonCommand implements Runnable {

  @Mixin private ConfigOptions options;

  @Override
  public final void run() {
    JobConfig job = options.load().job();
    ModelRegistry store =
        ModelRegistry.open(
            job.models()
                .dir()
                .orElseThrow(
                    () ->
                        new ConfigurationException(
                            "models.dir is not set: the folder of the model's versions; give it"
                                + " with --set models.dir=DIR or in a file with --conf")),
            ConfigLoader.hadoopOfProcess());
    PrintWriter out = human();
    Object result = run(store, job, out);
    out.flush();
    printJson(result);
  }

  /** Runs the subcommand, prints its result for people, and returns the JSON object. */
  abstract Object run(ModelRegistry store, JobConfig job, PrintWriter out);

  /** Returns the number of the current version; 0 if there is none. */
  static int current(ModelRegistry store) {
    return store.current().map(ModelVersion::number).orElse(0);
  }

  /** Version that has become current, as JSON has it. */
  record CurrentVersion(int current, String reason) {}

  /** Prints and returns the version that has become current. */
  static CurrentVersion moved(ModelRegistry store, VersionChange move, PrintWriter out) {
    out.printf("Version %d is now the current one in %s%n", move.version(), store.uri());
    return new CurrentVersion(move.version(), move.reason());
  }
}
