package io.sparkrnn.cli.registry;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.OldRuns;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code models prune} subcommand: removes old versions. */
@Command(
    name = "prune",
    description = "Removes old versions, but neither the current nor the previously current one.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models prune --conf nightly.conf --keep 30 --runs nightly-")
final class ModelsPrune extends ModelsSubcommand {

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "Number of newest versions to keep.")
  private int keep;

  @Option(
      names = "--runs",
      paramLabel = "PREFIX",
      description =
          "Also remove the runs in output.dir whose id begins with PREFIX. The N runs with the "
              + "last ids and the runs of kept versions stay.")
  private String prefix;

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
    if (keep < 1) {
      throw new ConfigurationException("--keep is %d, expected at least 1".formatted(keep));
    }
    List<Integer> removed = store.prune(keep);
    out.println(removed.isEmpty() ? "Nothing to remove" : "Removed versions " + removed);
    return new Pruned(removed, prefix == null ? List.of() : removeRuns(store, job, out));
  }

  private List<String> removeRuns(ModelRegistry store, JobConfig job, PrintWriter out) {
    Set<String> used =
        store.versions().stream()
            .map(version -> new Path(version.origin().run()).getName())
            .collect(Collectors.toSet());
    List<String> removed =
        OldRuns.remove(job.output().dir(), prefix, keep, used, ConfigLoader.hadoopOfProcess());
    out.println(removed.isEmpty() ? "No runs to remove" : "Removed runs " + removed);
    return removed;
  }

  /** Numbers of the removed versions and ids of the removed runs, as JSON has them. */
  private record Pruned(List<Integer> removed, List<String> runs) {}
}
