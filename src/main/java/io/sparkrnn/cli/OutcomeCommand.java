package io.sparkrnn.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.OutcomeFile;
import io.sparkrnn.cli.shared.OutcomeFile.Outcome;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.JobException;
import io.sparkrnn.store.SingleFile;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code outcome} subcommand: ends as a command on another machine has ended. */
@Command(
    name = "outcome",
    description = {
      "Reads how a command with --outcome ended, and ends in the same way.",
      "",
      "It returns the exit code of that command and, with --json, prints its result."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn outcome hdfs:///runs/7.json --json",
      "  spark-rnn outcome hdfs:///runs/7.json --json --otherwise 137 --delete"
    })
public final class OutcomeCommand extends JsonCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "File that --outcome named, local or any Hadoop URI.")
  private String file;

  @Option(
      names = "--otherwise",
      paramLabel = "CODE",
      description =
          "Exit code if the file does not exist or cannot be read (default: ${DEFAULT-VALUE}).")
  private int otherwise = ExitCode.FAILED.code();

  @Option(names = "--delete", description = "Delete the file after reading it.")
  private boolean delete;

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    Outcome outcome;
    try {
      outcome = OutcomeFile.read(file, hadoop);
    } catch (JobException | UncheckedIOException e) {
      return unknown(e.getMessage());
    }
    if (outcome.result().isObject()) {
      printJson(outcome.result());
    }
    if (outcome.exitCode() != ExitCode.SUCCESS.code()) {
      spec()
          .commandLine()
          .getErr()
          .println("spark-rnn: " + outcome.result().path("error").asText("it failed"));
    }
    if (delete) {
      SingleFile.delete(file, hadoop);
    }
    return outcome.exitCode();
  }

  private int unknown(String reason) {
    String message =
        "%s: the command ended before it could tell how, or where it tells that cannot be read from here; see the driver's log"
            .formatted(reason);
    spec().commandLine().getErr().println("spark-rnn: " + message);
    printJson(new Unknown(message, otherwise));
    return otherwise;
  }

  @JsonNaming(SnakeCaseStrategy.class)
  private record Unknown(String error, int exitCode) {}
}
