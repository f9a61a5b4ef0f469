package io.sparkrnn.cli.registry;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code models rollback} subcommand: restores the previously current version. */
@Command(
    name = "rollback",
    description = "Makes the previously current version the current one again.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models rollback --set models.dir=models --reason 'complaints'")
final class ModelsRollback extends ModelsSubcommand {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Reason, kept in the history.")
  private Optional<String> reason = Optional.empty();

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
    return moved(store, store.rollback(reason.orElse("models rollback")), out);
  }
}
