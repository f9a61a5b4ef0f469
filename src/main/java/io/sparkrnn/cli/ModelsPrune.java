package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code models prune}. */
@Command(
    name = "prune",
    description = "Removes old versions; never the current one, nor the one to go back to.",
    mixinStandardHelpOptions = true)
final class ModelsPrune extends ModelsVerb {

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "How many of the newest versions stay.")
  private int keep;

  @Override
  Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
    if (keep < 1) {
      throw new ConfigurationException("--keep is %d, expected at least 1".formatted(keep));
    }
    List<Integer> gone = store.prune(keep);
    out.println(gone.isEmpty() ? "Nothing to remove" : "Removed versions " + gone);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("removed", gone);
    return result;
  }
}
