package io.sparkrnn.cli.model;

import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/**
 * Renders an explanation for a terminal: the prediction, the words with the largest effect, and the
 * text with these words marked.
 */
final class ExplanationText {

  private static final int WIDTH = 100;

  private final TextExplanation explanation;
  private final List<Integer> strongest;

  /**
   * Creates the text of an explanation.
   *
   * @param count number of words to list and mark
   */
  ExplanationText(TextExplanation explanation, int count) {
    this.explanation = explanation;
    this.strongest = explanation.strongest(count);
  }

  /** Returns the text. With ANSI colors, words for the explained class are green, others red. */
  String render(Ansi ansi) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "P(%s) = %.4f, %s%n",
            printable(explanation.explained()),
            explanation.probability(),
            printable(explanation.predicted())));
    if (explanation.words().isEmpty()) {
      return text.append(String.format("The text has no words.%n")).toString();
    }
    if (!strongest.isEmpty()) {
      text.append(String.format("What each word adds to the log-odds:%n"));
    }
    for (int position : strongest) {
      Word word = explanation.words().get(position);
      text.append(
          String.format(
              Locale.ROOT,
              "  %+8.3f  %s%s (word %d)%n",
              word.effect(),
              colored(word, ansi),
              word.known() ? "" : ", not in the vocabulary",
              position + 1));
    }
    appendReview(text, ansi);
    return text.toString();
  }

  private void appendReview(StringBuilder text, Ansi ansi) {
    Set<Integer> marked = new HashSet<>(strongest);
    int column = 0;
    for (int position = 0; position < explanation.words().size(); position++) {
      Word word = explanation.words().get(position);
      String plain = printable(word.word());
      if (marked.contains(position)) {
        plain = (word.effect() < 0 ? "-" : "+") + plain;
      }
      if (column > 0 && column + 1 + plain.length() > WIDTH) {
        text.append(System.lineSeparator());
        column = 0;
      }
      if (column > 0) {
        text.append(' ');
      }
      column += plain.length() + 1;
      boolean color = marked.contains(position) && ansi.enabled();
      text.append(color ? colored(word, ansi) : plain);
    }
    text.append(System.lineSeparator());
  }

  private static String colored(Word word, Ansi ansi) {
    String plain = printable(word.word());
    if (!ansi.enabled()) {
      return plain;
    }
    Ansi.IStyle color = word.effect() < 0 ? Ansi.Style.fg_red : Ansi.Style.fg_green;
    return Ansi.Style.on(color, Ansi.Style.bold) + plain + Ansi.Style.off(color, Ansi.Style.bold);
  }

  /** Replaces control characters, which could affect the terminal, by question marks. */
  private static String printable(String word) {
    StringBuilder printable = new StringBuilder();
    word.chars().forEach(c -> printable.append(Character.isISOControl(c) ? '?' : (char) c));
    return printable.toString();
  }
}
