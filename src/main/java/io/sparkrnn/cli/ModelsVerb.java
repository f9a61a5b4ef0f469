package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelStore;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.Move;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all verbs about the versions of a model are told. */
abstract class ModelsVerb implements Runnable, JsonCapable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Override
  public final boolean json() {
    return output.json();
  }

  @Override
  public final void run() {
    JobConfig job = options.load().job();
    ModelStore store =
        ModelStore.open(
            job.models()
                .dir()
                .orElseThrow(
                    () ->
                        new ConfigurationException(
                            "models.dir is not set: the folder of the model's versions; give it"
                                + " with --set models.dir=DIR or in a file with --conf")),
            ConfigLoader.hadoopOfProcess());
    PrintWriter out = output.human(spec.commandLine());
    Map<String, Object> result = run(store, job, out);
    out.flush();
    if (json()) {
      JsonLine.print(spec.commandLine().getOut(), result);
    }
  }

  /** Does it, tells a person, and gives what a scheduler reads. */
  abstract Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out);

  static int current(ModelStore store) {
    return store.current().map(ModelVersion::number).orElse(0);
  }

  static Map<String, Object> moved(ModelStore store, Move move, PrintWriter out) {
    out.printf("Version %d is now the current one in %s%n", move.version(), store.uri());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("current", move.version());
    result.put("reason", move.reason());
    return result;
  }
}
