package io.sparkrnn.cli.registry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code models} subcommand: shows the versions of a model and changes the current one. */
@Command(
    name = "models",
    description = "Shows, compares, promotes and removes the versions of a model (models.dir).",
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelsList.class,
      ModelsShow.class,
      ModelsCompare.class,
      ModelsPromote.class,
      ModelsRollback.class,
      ModelsPrune.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn models list --set models.dir=hdfs:///models/reviews",
      "  spark-rnn models compare 3 4 --set models.dir=models",
      "  spark-rnn models rollback --set models.dir=models --reason 'complaints'"
    })
public final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "models: expected list, show, compare, promote, rollback or prune");
  }
}
