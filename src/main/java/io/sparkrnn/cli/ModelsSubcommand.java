package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.VersionChange;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
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
    Map<String, Object> result = run(store, job, out);
    out.flush();
    if (json()) {
      JsonOutput.print(spec.commandLine().getOut(), result);
    }
  }

  /** Runs the subcommand, prints its result for people, and returns the JSON object. */
  abstract Map<String, Object> run(ModelRegistry store, JobConfig job, PrintWriter out);

  /** Returns the number of the current version; 0 if there is none. */
  static int current(ModelRegistry store) {
    return store.current().map(ModelVersion::number).orElse(0);
  }

  /** Prints and returns the version that has become current. */
  static Map<String, Object> moved(ModelRegistry store, VersionChange move, PrintWriter out) {
    out.printf("Version %d is now the current one in %s%n", move.version(), store.uri());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("current", move.version());
    result.put("reason", move.reason());
    return result;
  }
}
