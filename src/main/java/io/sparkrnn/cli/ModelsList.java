package io.sparkrnn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** The {@code models list} subcommand: lists all versions. */
@Command(
    name = "list",
    description = "Lists all versions, the oldest first.",
    mixinStandardHelpOptions = true)
final class ModelsList extends ModelsSubcommand {

  @Override
  Map<String, Object> run(ModelRegistry store, JobConfig job, PrintWriter out) {
    int current = current(store);
    List<ModelVersion> versions = store.versions();
    if (versions.isEmpty()) {
      out.println("There is no version in " + store.uri());
    } else {
      out.printf("%7s  %-9s  %-20s  %-9s  %s%n", "version", "state", "added", "accuracy", "run");
    }
    for (ModelVersion version : versions) {
      out.printf(
          Locale.ROOT,
          "%7d  %-9s  %-20s  %-9s  %s%n",
          version.number(),
          version.number() == current ? "current" : "",
          version.origin().added(),
          accuracy(version),
          version.origin().run());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("current", current == 0 ? null : current);
    result.put("versions", versions.stream().map(ModelsList::json).toList());
    return result;
  }

  private static String accuracy(ModelVersion version) {
    JsonNode accuracy = version.summary().at("/test/accuracy");
    return accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.doubleValue()) : "–";
  }

  private static Map<String, Object> json(ModelVersion version) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", version.number());
    object.put("added", version.origin().added());
    object.put("run", version.origin().run());
    object.put("test", version.summary().path("test"));
    return object;
  }
}
