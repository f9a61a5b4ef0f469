package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ModelStore;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models promote}. */
@Command(
    name = "promote",
    description = "Makes a version the current one.",
    mixinStandardHelpOptions = true)
final class ModelsPromote extends ModelsVerb {

  @Parameters(paramLabel = "VERSION", description = "Its number.")
  private int number;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
  private Optional<String> reason = Optional.empty();

  @Override
  Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
    return moved(store, store.promote(number, reason.orElse("models promote")), out);
  }
}
