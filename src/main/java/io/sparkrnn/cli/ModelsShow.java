package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The {@code models show} subcommand: shows origin, scores and history of a version. */
@Command(
    name = "show",
    description = "Shows a version's origin, its scores and why it was promoted or not.",
    mixinStandardHelpOptions = true)
final class ModelsShow extends ModelsSubcommand {

  @Parameters(paramLabel = "VERSION", description = "Number of the version.")
  private int number;

  @Override
  Map<String, Object> run(ModelRegistry store, JobConfig job, PrintWriter out) {
    ModelVersion version = store.version(number);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("version", version.number());
    result.put("current", version.number() == current(store));
    result.put("location", version.location());
    result.put("run", version.origin().run());
    result.put("added", version.origin().added());
    result.put("decision", version.decision().orElse(null));
    result.put("summary", version.summary());
    result.put(
        "moves",
        store.history().stream().filter(move -> move.version() == version.number()).toList());
    out.print(JsonOutput.pretty(result));
    return result;
  }
}
