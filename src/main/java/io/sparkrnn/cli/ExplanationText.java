package io.sparkrnn.cli;

import io.sparkrnn.workload.sentiment.Explanation;
import io.sparkrnn.workload.sentiment.Explanation.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/**
 * An explanation for a terminal: the answer, the strongest words, and the text with these marked.
 */
final class ExplanationText {

  private static final int WIDTH = 100;

  private final Explanation explanation;
  private final List<Integer> strongest;

  /**
   * A text.
   *
   * @param count words that are listed and marked
   */
  ExplanationText(Explanation explanation, int count) {
    this.explanation = explanation;
    this.strongest = explanation.strongest(count);
  }

  /**
   * The text; words for a positive review are green, those against it red, where there is colour.
   */
  String render(Ansi ansi) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "P(positive) = %.4f, %s%n",
            explanation.probability(),
            explanation.probability() > 0.5 ? "positive" : "negative"));
    if (explanation.words().isEmpty()) {
      return text.append(String.format("The text has no words.%n")).toString();
    }
    if (!strongest.isEmpty()) {
      text.append(String.format("What each word adds to the log-odds:%n"));
    }
    for (int place : strongest) {
      Word word = explanation.words().get(place);
      text.append(
          String.format(
              Locale.ROOT,
              "  %+8.3f  %s%s (word %d)%n",
              word.effect(),
              coloured(word, ansi),
              word.known() ? "" : ", not in the vocabulary",
              place + 1));
    }
    appendReview(text, ansi);
    return text.toString();
  }

  private void appendReview(StringBuilder text, Ansi ansi) {
    Set<Integer> marked = new HashSet<>(strongest);
    int column = 0;
    for (int place = 0; place < explanation.words().size(); place++) {
      Word word = explanation.words().get(place);
      String plain = printable(word.word());
      if (marked.contains(place)) {
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
      boolean colour = marked.contains(place) && ansi.enabled();
      text.append(colour ? coloured(word, ansi) : plain);
    }
    text.append(System.lineSeparator());
  }

  private static String coloured(Word word, Ansi ansi) {
    String plain = printable(word.word());
    if (!ansi.enabled()) {
      return plain;
    }
    Ansi.IStyle colour = word.effect() < 0 ? Ansi.Style.fg_red : Ansi.Style.fg_green;
    return Ansi.Style.on(colour, Ansi.Style.bold) + plain + Ansi.Style.off(colour, Ansi.Style.bold);
  }

  /** A text may hold characters that steer a terminal. */
  private static String printable(String word) {
    StringBuilder printable = new StringBuilder();
    word.chars().forEach(c -> printable.append(Character.isISOControl(c) ? '?' : (char) c));
    return printable.toString();
  }
}
