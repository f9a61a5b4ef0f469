package io.sparkrnn.cli.registry;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelRegistry;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code models promote} subcommand: makes a version the current one. */
@Command(
    name = "promote",
    description = "Makes a version the current one.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models promote 3 --set models.dir=models")
final class ModelsPromote extends ModelsSubcommand {

  @Parameters(paramLabel = "VERSION", description = "Number of the version.")
  private int number;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Reason, kept in the history.")
  private Optional<String> reason = Optional.empty();

  @Override
  Object run(ModelRegistry store, JobConfig job, PrintWriter out) {
    return moved(store, store.promote(number, reason.orElse("models promote")), out);
  }
}
