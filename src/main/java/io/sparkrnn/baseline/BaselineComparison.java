package io.sparkrnn.baseline;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.eval.ConfidenceInterval;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import io.sparkrnn.workload.Scores.Score;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Comparison of a network with the linear baseline on the same test examples.
 *
 * @param models scores and paired counts, with the network as the first classifier
 * @param examples number of examples that the baseline was trained on
 * @param strength its C, the inverse of the strength of the L2 penalty
 */
public record BaselineComparison(ModelComparison models, long examples, double strength) {

  /** Significance level: a p-value below it is reported as a difference. */
  private static final double SIGNIFICANCE = 0.05;

  public BaselineComparison {
    requireNonNull(models, "models is null");
  }

  /** Returns the comparison as one sentence without a full stop. */
  public String text() {
    PairedCounts counts = models.counts();
    double points = 100 * counts.difference();
    double n = counts.total();
    String position =
        points == 0
            ? "The network is as accurate as"
            : String.format(
                Locale.ROOT,
                "The network is %.2f percentage points %s accurate than",
                Math.abs(points),
                points > 0 ? "more" : "less");
    ConfidenceInterval interval = counts.interval();
    return String.format(
        Locale.ROOT,
        "%s %s (%.2f %% and %.2f %%; 95 %% interval of the difference: %+.2f to %+.2f; McNemar's"
            + " exact test: %s%s)",
        position,
        models.against(),
        100 * counts.firstRight() / n,
        100 * counts.secondRight() / n,
        100 * interval.low(),
        100 * interval.high(),
        counts.pValueText(),
        counts.pValue() < SIGNIFICANCE ? "" : ", not significant");
  }

  /** Returns a warning if the baseline is more accurate than the network. */
  public Optional<String> warning() {
    return models.counts().difference() < 0
        ? Optional.of(text() + "; the linear model trains in seconds")
        : Optional.empty();
  }

  /** Returns the table of both models' scores for a report. */
  public Figure figure() {
    List<List<String>> rows =
        models.scores().all().stream()
            .map(
                score ->
                    List.of(
                        score.name(),
                        decimals(score.value()),
                        decimals(models.againstScores().value(score.name()))))
            .toList();
    return new Table(
        "Linear baseline",
        String.format(
            Locale.ROOT,
            "%s. The baseline knows which words occur, not their order: logistic regression with"
                + " naive Bayes weights (Wang and Manning 2012), trained on %,d examples, C = %s.",
            text(),
            examples,
            strength),
        TableStyle.PLAIN,
        List.of("Score", "Network", "Linear baseline"),
        rows);
  }

  private static String decimals(double value) {
    return Double.isFinite(value) ? new Score("", value).text() : "–";
  }
}
