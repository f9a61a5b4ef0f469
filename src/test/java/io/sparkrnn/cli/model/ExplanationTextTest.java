package io.sparkrnn.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ExplanationTextTest {

  private static final TextExplanation EXPLANATION =
      new TextExplanation(
          "positive",
          "negative",
          0.25,
          List.of(
              new Word("a", true, 0.25, 0.01),
              new Word("g\u001breat", false, 0.1, 1.5),
              new Word("bore", true, 0.9, -3)));

  @Test
  void listsAndMarksTheStrongestWords() {
    assertThat(new ExplanationText(EXPLANATION, 2).render(Ansi.OFF).lines())
        .containsExactly(
            "P(positive) = 0.2500, negative",
            "What each word adds to the log-odds:",
            "    -3.000  bore (word 3)",
            "    +1.500  g?reat, not in the vocabulary (word 2)",
            "a +g?reat -bore");
  }

  @Test
  void coloursWhereThereIsColour() {
    assertThat(new ExplanationText(EXPLANATION, 2).render(Ansi.ON).lines().reduce((a, b) -> b))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("a \u001b[32m\u001b[1mg?reat")
                    .contains(" \u001b[31m\u001b[1mbore\u001b"));
  }

  @Test
  void breaksLongLines() {
    TextExplanation many =
        new TextExplanation(
            "positive",
            "negative",
            0.5,
            java.util.Collections.nCopies(60, new Word("words", true, 0.5, 0)));

    assertThat(new ExplanationText(many, 0).render(Ansi.OFF).lines())
        .hasSize(5)
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void aTextWithoutWordsIsSaidToBeOne() {
    assertThat(
            new ExplanationText(new TextExplanation("positive", "positive", 0.6, List.of()), 5)
                .render(Ansi.OFF)
                .lines())
        .containsExactly("P(positive) = 0.6000, positive", "The text has no words.");
  }
}
