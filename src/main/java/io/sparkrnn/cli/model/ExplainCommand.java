package io.sparkrnn.cli.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import io.sparkrnn.workload.TextScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
      "Prints the words of a text with the largest effect on the model's output.",
      "",
      "The effect of a word is the change in log-odds when the word is removed (erasure: "
          + "Li, Monroe and Jurafsky 2016). The output is the probability that the text is "
          + "positive. For a model of other classes it is the probability of the predicted class."
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

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description =
          "Name of the class whose probability is explained; by default positive, or of a "
              + "model of other classes the predicted one.")
  private Optional<String> explained = Optional.empty();

  @Override
  public Integer call() {
    if (top < 0) {
      throw new ParameterException(
          spec().commandLine(), "--top is %d, expected 0 or more".formatted(top));
    }
    SavedModel saved = model.read();
    TextScorer scorer =
        saved
            .require(TextClassificationType.class)
            .scorer(saved.own(), saved.bundle().network(), saved.bundle().assets());
    OptionalInt index = index(scorer.classes());
    TextExplanation explanation =
        scorer.explain(Optional.ofNullable(text).orElseGet(ExplainCommand::standardInput), index);
    human().print(new ExplanationText(explanation, top).render(Ansi.AUTO));
    human().flush();
    printJson(
        new Explained(
            model.location(),
            named(scorer.classes(), index, explanation.explained()),
            named(scorer.classes(), index, explanation.predicted()),
            explanation.probability(),
            explanation.words().stream().map(ExplainedWord::of).toList()));
    return ExitCode.SUCCESS.code();
  }

  private OptionalInt index(TextClasses classes) {
    if (explained.isEmpty()) {
      return OptionalInt.empty();
    }
    int index = classes.names().indexOf(explained.get());
    if (index < 0) {
      throw new ParameterException(
          spec().commandLine(),
          "--class is '%s', expected one of the model's classes: %s"
              .formatted(explained.get(), TextClasses.shown(classes.names(), 20)));
    }
    return OptionalInt.of(index);
  }

  /** Returns a name; null where JSON leaves it out, since positive is always explained. */
  private static String named(TextClasses classes, OptionalInt index, String name) {
    return classes.isBinary() && index.isEmpty() ? null : name;
  }

  private static String standardInput() {
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Explanation, as JSON has it.
   *
   * @param explained name of the class whose probability it is; null: positive
   * @param predictedClass name of the predicted class; null for positive and negative
   */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Explained(
      String model,
      @JsonInclude(JsonInclude.Include.NON_NULL) String explained,
      @JsonInclude(JsonInclude.Include.NON_NULL) String predictedClass,
      double probability,
      List<ExplainedWord> words) {}

  /** Word of an explanation, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record ExplainedWord(
      String word, boolean known, double probabilityWithout, double effect) {
    static ExplainedWord of(Word word) {
      return new ExplainedWord(word.word(), word.known(), word.probabilityWithout(), word.effect());
    }
  }
}
