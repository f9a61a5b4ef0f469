package io.sparkrnn.cli.registry;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelRegistry;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code models prune} subcommand: removes old versions. */
@Command(
    name = "prune",
    description = "Removes old versions, but neither the current nor the previously current one.",
    mixinStandardHelpOptions = true)
final class ModelsPrune extends ModelsSubcommand {

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "Number of newest versions to keep.")
  private int keep;

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
    if (keep < 1) {
      throw new ConfigurationException("--keep is %d, expected at least 1".formatted(keep));
    }
    List<Integer> removed = store.prune(keep);
    out.println(removed.isEmpty() ? "Nothing to remove" : "Removed versions " + removed);
    return new Pruned(removed);
  }

  /** Numbers of the removed versions, as JSON has them. */
  private record Pruned(List<Integer> removed) {}
}
