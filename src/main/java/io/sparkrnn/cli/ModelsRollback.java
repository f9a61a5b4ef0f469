package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelStore;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code models rollback}. */
@Command(
    name = "rollback",
    description = "Goes back to the version that was current before.",
    mixinStandardHelpOptions = true)
final class ModelsRollback extends ModelsVerb {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
  private Optional<String> reason = Optional.empty();

  @Override
  Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
    return moved(store, store.rollback(reason.orElse("models rollback")), out);
  }
}
