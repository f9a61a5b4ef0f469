package io.sparkrnn.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.evaluate.EvaluateCommand;
import io.sparkrnn.cli.model.DecodeCommand;
import io.sparkrnn.cli.model.EncodeCommand;
import io.sparkrnn.cli.model.ExplainCommand;
import io.sparkrnn.cli.model.ExportCommand;
import io.sparkrnn.cli.model.ForecastCommand;
import io.sparkrnn.cli.model.ImportCommand;
import io.sparkrnn.cli.model.ScoreCommand;
import io.sparkrnn.cli.plan.PlanCommand;
import io.sparkrnn.cli.plan.ScalingCommand;
import io.sparkrnn.cli.registry.ModelsCommand;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.LogLevels;
import io.sparkrnn.cli.shared.OutcomeFile;
import io.sparkrnn.cli.shared.OutcomeFile.LastLine;
import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.cli.train.EquivalenceCommand;
import io.sparkrnn.cli.train.SearchCommand;
import io.sparkrnn.cli.train.TrainCommand;
import io.sparkrnn.config.LoggingSettings;
import io.sparkrnn.config.LoggingSettings.Level;
import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.SecretRedaction;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkUserAppException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entry point: registers the subcommands, maps failures to exit codes, and ends the process. */
@Command(
    name = "spark-rnn",
    description = "Trains recurrent networks on an Apache Spark cluster.",
    subcommands = {
      TrainCommand.class,
      PlanCommand.class,
      ScalingCommand.class,
      EvaluateCommand.class,
      ForecastCommand.class,
      ConfigCommand.class,
      OutcomeCommand.class,
      SampleCommand.class,
      BenchCommand.class,
      EquivalenceCommand.class,
      SearchCommand.class,
      CurvesCommand.class,
      RunsCommand.class,
      ModelsCommand.class,
      ScoreCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      ExplainCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn train                       # on the embedded sample",
      "  spark-rnn train --conf conf/imdb.conf --set training.epochs=3",
      "  spark-rnn plan --conf conf/imdb.conf  # its resources, and what would fail",
      "  spark-rnn evaluate runs/RUN --set data.path=new.csv",
      "  spark-rnn config --conf conf/imdb.conf"
    })
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs a subcommand and exits with its code. */
  public static void main(String[] args) throws SparkUserAppException {
    // Applies until the configuration is read, since Spark logs much by default.
    LogLevels.apply(new LoggingSettings(Level.INFO, Level.WARN));
    ShutdownHook interruption = ShutdownHook.install();
    int code = ExitCode.FAILED.code();
    try {
      code = run(args, System.out, System.err, interruption);
    } catch (Throwable e) {
      // Spark's threads would keep the process alive, so the exception must not leave this method.
      LOG.error("unexpected failure", e);
      System.err.println("spark-rnn: " + SecretRedaction.hidden(FailureMessage.firstLine(e)));
    }
    interruption.finished();
    if (YarnClusterDriver.isHere()) {
      YarnClusterDriver.end(code);
    } else {
      System.exit(code);
    }
  }

  /** Runs a subcommand in this process and returns its exit code. */
  static int run(String[] args, OutputStream out, OutputStream err, ShutdownHook interruption) {
    Optional<String> outcome = OutcomeFile.named(args);
    LastLine printed = new LastLine(out);
    PrintWriter stdout = writer(outcome.isPresent() ? printed : out);
    PrintWriter stderr = writer(err);
    CommandLine commandLine = commandLine(interruption).setOut(stdout).setErr(stderr);
    int code = commandLine.execute(args);
    stdout.flush();
    stderr.flush();
    outcome.ifPresent(file -> OutcomeFile.write(file, code, printed.text()));
    return code;
  }

  static CommandLine commandLine(ShutdownHook interruption) {
    CommandLine commandLine = new CommandLine(new Main());
    for (CommandLine subcommand : withSubcommands(commandLine)) {
      subcommand.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.code());
      subcommand.getCommandSpec().exitCodeOnExecutionException(ExitCode.FAILED.code());
      subcommand
          .getCommandSpec()
          .usageMessage()
          .exitCodeListHeading("%nExit codes:%n")
          .exitCodeList(ExitCode.table())
          .sortOptions(false);
      HelpLayout.apply(subcommand);
    }
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::badUsage)
        .setExecutionExceptionHandler(
            (failure, subcommand, parsed) ->
                failed(interruption.requested() ? interrupted(failure) : failure, subcommand));
  }

  private static List<CommandLine> withSubcommands(CommandLine root) {
    List<CommandLine> all = new ArrayList<>();
    all.add(root);
    root.getSubcommands().values().forEach(subcommand -> all.addAll(withSubcommands(subcommand)));
    return all;
  }

  private static Exception interrupted(Exception failure) {
    return new InterruptedRunException(
        "interrupted; nothing was published. Partial output was removed, except for checkpoints:"
            + " 'train --resume' resumes from them",
        failure);
  }

  private static int badUsage(ParameterException failure, String[] args) {
    CommandLine subcommand = failure.getCommandLine();
    subcommand.getErr().println("spark-rnn: " + SecretRedaction.hidden(failure.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, subcommand.getErr());
    subcommand.getErr().printf("Try 'spark-rnn %s--help'.%n", nameOf(subcommand));
    if (Arrays.asList(args).contains("--json")) {
      JsonOutput.print(
          subcommand.getOut(), new Failure(failure.getMessage(), ExitCode.USAGE.code()));
    }
    return ExitCode.USAGE.code();
  }

  private static String nameOf(CommandLine subcommand) {
    return subcommand.getParent() == null ? "" : subcommand.getCommandName() + " ";
  }

  private static int failed(Exception failure, CommandLine subcommand) {
    ExitCode exit = ExitCode.of(failure);
    Optional<String> explanation = FailureMessage.of(failure);
    if (explanation.isEmpty()) {
      // Unexpected: a bug report needs the stack trace.
      LOG.error("unexpected failure", failure);
    } else {
      LOG.debug("failure", failure);
    }
    String message =
        SecretRedaction.hidden(explanation.orElseGet(() -> FailureMessage.firstLine(failure)));
    subcommand.getErr().println("spark-rnn: " + message);
    if (subcommand.getCommand() instanceof JsonCommand command && command.json()) {
      JsonOutput.print(subcommand.getOut(), new Failure(message, exit.code()));
    }
    return exit.code();
  }

  /** Failure, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Failure(String error, int exitCode) {}

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new PrintStream(stream, true, StandardCharsets.UTF_8), true);
  }
}
