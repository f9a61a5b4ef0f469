package io.sparkrnn.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The {@code models list} subcommand: lists all versions. */
@Command(
    name = "list",
    description = "Lists all versions, the oldest first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models list --set models.dir=models")
final class ModelsList extends ModelsSubcommand {

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
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
    return new Versions(
        current == 0 ? null : (Integer) current, versions.stream().map(ListedVersion::of).toList());
  }

  private static String accuracy(ModelVersion version) {
    JsonNode accuracy = version.summary().at("/test/accuracy");
    return accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.doubleValue()) : "–";
  }

  /**
   * Versions, as JSON has them.
   *
   * @param current null if no version is current
   */
  private record Versions(Integer current, List<ListedVersion> versions) {}

  /** Version, as JSON has it. */
  private record ListedVersion(int version, String added, String run, JsonNode test) {
    static ListedVersion of(ModelVersion version) {
      return new ListedVersion(
          version.number(),
          version.origin().added(),
          version.origin().run(),
          version.summary().path("test"));
    }
  }
}
