package io.sparkrnn.eval;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Exhibit.Table;
import io.sparkrnn.workload.Exhibit.TableStyle;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model beside another one that answered to the same examples.
 *
 * @param against what the other model is called: where it was read from
 * @param scores the model's
 * @param againstScores the other model's
 * @param counts the model is the first, the other the second
 */
public record ModelComparison(
    String against, Scores scores, Scores againstScores, PairedCounts counts) {

  /** A difference is called one if equally good models would show it less often than this. */
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

  /** The comparison for people, in a few sentences. */
  public String text() {
    double n = counts.total();
    Interval interval = counts.interval();
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
        probability(counts.pValue()),
        verdict());
  }

  private static String probability(double p) {
    return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }

  private String verdict() {
    if (counts.pValue() >= SIGNIFICANCE) {
      return "neither is shown to be better";
    }
    return counts.difference() > 0 ? "this model is better" : "the other model is better";
  }

  /** The comparison for a report: both models' scores, and who was right where. */
  public List<Exhibit> exhibits() {
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
            "Right alone and together",
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
