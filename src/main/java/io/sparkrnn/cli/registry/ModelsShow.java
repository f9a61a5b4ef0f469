package io.sparkrnn.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.VersionChange;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The {@code models show} subcommand: shows origin, scores and history of a version. */
@Command(
    name = "show",
    description = "Shows a version's origin, its scores and why it was promoted or not.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models show 3 --set models.dir=models")
final class ModelsShow extends ModelsSubcommand {

  @Parameters(paramLabel = "VERSION", description = "Number of the version.")
  private int number;

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
    ModelVersion version = store.version(number);
    ShownVersion result =
        new ShownVersion(
            version.number(),
            version.number() == current(store),
            version.location(),
            version.origin().run(),
            version.origin().added(),
            version.decision().orElse(null),
            version.summary(),
            store.history().stream().filter(move -> move.version() == version.number()).toList());
    out.print(JsonOutput.pretty(result));
    return result;
  }

  /**
   * Version, as JSON has it.
   *
   * @param decision null if the version was promoted by hand
   * @param moves when and why it became current
   */
  private record ShownVersion(
      int version,
      boolean current,
      String location,
      String run,
      String added,
      JsonNode decision,
      JsonNode summary,
      List<VersionChange> moves) {}
}
