package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.TrainingFailedException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private static final String EXIT_CODES =
      """
      Exit codes:
        0    success
        1    training, Spark or storage failed
        2    bad usage or configuration
        3    bad data
        4    the output exists, or another job is writing it
        130  interrupted by SIGINT or SIGTERM
      """;

  /** All but those of picocli itself. */
  private static List<String> subcommands() {
    return Main.commandLine(ShutdownHook.none()).getSubcommands().keySet().stream()
        .filter(subcommand -> !List.of("help", "generate-completion").contains(subcommand))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everySubcommandExplainsItself(String subcommand) {
    Outcome help = Job.run(subcommand, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: spark-rnn " + subcommand + " ")
        .contains("Examples:", "\n  spark-rnn " + subcommand);
    assertThat(squeezed(help.out())).contains(squeezed(EXIT_CODES));
  }

  @Test
  void theProgramExplainsItself() {
    Outcome help = Job.run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .startsWith("Usage: spark-rnn ")
        .contains("Commands:", "help", "Examples:")
        .contains(subcommands());
    assertThat(squeezed(help.out())).contains(squeezed(EXIT_CODES));
    assertThat(Job.run("help", "train").out()).isEqualTo(Job.run("train", "--help").out());
  }

  @Test
  void tellsItsVersions() {
    Outcome version = Job.run("--version");

    assertThat(version.code()).isZero();
    assertThat(version.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("spark-rnn \\d+\\.\\d+\\.\\d+.*"),
            line -> assertThat(line).startsWith("Spark 3.5."),
            line -> assertThat(line).startsWith("Deeplearning4j 1."),
            line -> assertThat(line).startsWith("Java 17"));
  }

  @Test
  void noSubcommandIsBadUsage() {
    Outcome none = Job.run();

    assertThat(none.code()).isEqualTo(2);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("Missing required subcommand", "Try 'spark-rnn --help'.");
  }

  @Test
  void anUnknownSubcommandIsBadUsageWithASuggestion() {
    Outcome unknown = Job.run("trian");

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err())
        .contains("spark-rnn: Unmatched argument at index 0: 'trian'")
        .contains("Did you mean: spark-rnn plan or spark-rnn train")
        .contains("Try 'spark-rnn --help'.");
  }

  @Test
  void anUnknownOptionIsBadUsageWithASuggestion() {
    Outcome unknown = Job.run("train", "--config", "x.conf");

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err())
        .contains("spark-rnn: Unknown options: '--config', 'x.conf'")
        .contains("Possible solutions: --conf")
        .contains("Try 'spark-rnn train --help'.");
  }

  @Test
  void aMissingOrImpossibleArgumentIsBadUsage() {
    Outcome missing = Job.run("evaluate");
    Outcome impossible = Job.run("evaluate", "runs/a", "--split", "dev", "--json");

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("Missing required parameter: 'RUN'");
    assertThat(impossible.code()).isEqualTo(2);
    assertThat(impossible.err()).contains("--split", "'dev'", "test", "train", "all");
    assertThat(impossible.json().get("exit_code").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "config"})
  void everyConfigurationProblemIsToldAtOnce(String subcommand) {
    List<String> settings =
        List.of("training.epocs=3", "training.batch-size=0", "text.padding=left", "seed=x");
    List<String> arguments = Job.arguments(subcommand, settings.toArray());

    Outcome refused = Job.run(arguments);

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("spark-rnn: ")
        .contains("training.epocs", "did you mean training.epochs?")
        .contains("training.batch-size", "text.padding", "seed")
        .doesNotContain("\tat ");
    assertThat(refused.out().lines()).hasSize(1);
    assertThat(refused.json().fieldNames()).toIterable().containsExactly("error", "exit_code");
    assertThat(refused.json().get("exit_code").intValue()).isEqualTo(2);
    assertThat("spark-rnn: " + refused.json().get("error").textValue() + "\n")
        .isEqualTo(refused.err());
  }

  @Test
  void aMissingConfigurationFileIsABadConfiguration() {
    Outcome refused = Job.run("train", "--conf", "no/such.conf");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("spark-rnn: ").contains("no/such.conf");
  }

  @Test
  void everyFailureHasItsCode() {
    assertThat(ExitCode.of(new ConfigurationException("a")).code()).isEqualTo(2);
    assertThat(ExitCode.of(new BadDataException("a")).code()).isEqualTo(3);
    assertThat(ExitCode.of(new OutputConflictException("a")).code()).isEqualTo(4);
    assertThat(ExitCode.of(new InterruptedRunException("a")).code()).isEqualTo(130);
    assertThat(ExitCode.of(new TrainingFailedException("a")).code()).isEqualTo(1);
    assertThat(ExitCode.of(new OutOfMemoryError()).code()).isEqualTo(1);
    assertThat(
            ExitCode.of(
                    new RuntimeException(
                        new SparkException("Job aborted", new BadDataException("row 3"))))
                .code())
        .isEqualTo(3);
  }

  /** Without the column widths, which are the library's to choose. */
  private static String squeezed(String text) {
    return text.replaceAll("[ \n]+", " ").trim();
  }
}
