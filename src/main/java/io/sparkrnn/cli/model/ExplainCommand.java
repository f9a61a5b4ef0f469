package io.sparkrnn.cli.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The {@code explain} subcommand: scores one text and ranks its words by their effect. */
@Command(
    name = "explain",
    description = {
      "Prints the probability that a text is positive and the words with the largest effect on it:",
      "the change in log-odds when a word is removed (erasure: Li, Monroe and Jurafsky 2016)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn explain runs/RUN \"a dull film with one great scene\"",
      "  spark-rnn explain runs/RUN --json < review.txt"
    })
public final class ExplainCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ModelArgument model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The text, in quotes; without it, standard input is read, in UTF-8.")
  private String text;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of words to list (default: ${DEFAULT-VALUE}); --json lists all.")
  private int top;

  @Override
  public Integer call() {
    if (top < 0) {
      throw new ParameterException(
          spec().commandLine(), "--top is %d, expected 0 or more".formatted(top));
    }
    SavedModel saved = model.read();
    TextExplanation explanation =
        saved
            .require(TextClassificationType.class)
            .scorer(saved.own(), saved.bundle().network(), saved.bundle().assets())
            .explain(Optional.ofNullable(text).orElseGet(ExplainCommand::standardInput));
    human().print(new ExplanationText(explanation, top).render(Ansi.AUTO));
    human().flush();
    printJson(
        new Explained(
            model.location(),
            explanation.probability(),
            explanation.words().stream().map(ExplainedWord::of).toList()));
    return ExitCode.SUCCESS.code();
  }

  private static String standardInput() {
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  /** Explanation, as JSON has it. */
  private record Explained(String model, double probability, List<ExplainedWord> words) {}

  /** Word of an explanation, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record ExplainedWord(
      String word, boolean known, double probabilityWithout, double effect) {
    static ExplainedWord of(Word word) {
      return new ExplainedWord(word.word(), word.known(), word.probabilityWithout(), word.effect());
    }
  }
}
