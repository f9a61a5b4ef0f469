package io.sparkrnn.eval;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Comparison of a model with another one on the same examples.
 *
 * @param against name of the other model: the location that it was read from
 * @param scores scores of the model
 * @param againstScores scores of the other model
 * @param counts paired counts with the model as the first and the other as the second classifier
 */
public record ModelComparison(
    String against, Scores scores, Scores againstScores, PairedCounts counts) {

  /** Significance level: a p-value below it is reported as a difference. */
  private static final double SIGNIFICANCE = 0.05;

  public ModelComparison {
    requireNonNull(against, "against is null");
    requireNonNull(scores, "scores is null");
    requireNonNull(againstScores, "againstScores is null");
    requireNonNull(counts, "counts is null");
    if (counts.total() == 0) {
      throw new IllegalArgumentException("no example to compare with " + against);
    }
  }

  /** Returns the comparison as a few sentences. */
  public String text() {
    double n = counts.total();
    ConfidenceInterval interval = counts.interval();
    return String.format(
        Locale.ROOT,
        "On the same %,d examples this model is right in %.2f %%, %s in %.2f %%: %+.2f points (95 %%"
            + " interval %+.2f to %+.2f). This model alone is right on %,d examples, the other alone"
            + " on %,d; McNemar's exact test gives %s: %s.",
        counts.total(),
        100 * counts.firstRight() / n,
        against,
        100 * counts.secondRight() / n,
        100 * counts.difference(),
        100 * interval.low(),
        100 * interval.high(),
        counts.onlyFirst(),
        counts.onlySecond(),
        counts.pValueText(),
        verdict());
  }

  private String verdict() {
    if (counts.pValue() >= SIGNIFICANCE) {
      return "neither is shown to be better";
    }
    return counts.difference() > 0 ? "this model is better" : "the other model is better";
  }

  /** Returns the tables for a report: the scores of both models and the paired counts. */
  public List<Figure> figures() {
    List<List<String>> rows = new ArrayList<>();
    for (Scores.Score score : scores.all()) {
      rows.add(
          List.of(
              score.name(), decimals(score.value()), decimals(againstScores.value(score.name()))));
    }
    return List.of(
        new Table(
            "Scores of both models",
            "On the same examples; the other model is " + against + ".",
            TableStyle.PLAIN,
            List.of("Score", "This model", "The other"),
            rows),
        new Table(
            "Agreement of both models",
            text(),
            TableStyle.MATRIX,
            List.of("Examples", "The other right", "The other wrong"),
            List.of(
                row("This model right", counts.bothRight(), counts.onlyFirst()),
                row("This model wrong", counts.onlySecond(), counts.bothWrong()))));
  }

  private static List<String> row(String name, long right, long wrong) {
    return List.of(name, Long.toString(right), Long.toString(wrong));
  }

  private static String decimals(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
  }
}
