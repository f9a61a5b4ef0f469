package io.sparkrnn.cli.train;

import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test scores for people: a line of the model's, and a line of each baseline's. */
final class TestLines {

  private TestLines() {}

  static List<String> of(Scores scores) {
    Scores own = scores.ofModel();
    List<String> lines = new ArrayList<>(List.of(line("Test", own)));
    Map<String, Scores> baselines = new LinkedHashMap<>();
    for (Score score : scores.all()) {
      if (!own.has(score.name())) {
        String of = longest(score.name(), own);
        String prefix = score.name().substring(0, score.name().length() - of.length() - 1);
        baselines.merge(
            prefix,
            Scores.empty().with(of, score.value()),
            (before, one) -> before.with(of, score.value()));
      }
    }
    baselines.forEach((prefix, its) -> lines.add(line(title(prefix), its)));
    return lines;
  }

  /** Returns the longest name of a score of the model that a baseline's ends with. */
  private static String longest(String name, Scores own) {
    return own.all().stream()
        .map(Score::name)
        .filter(one -> name.endsWith("_" + one))
        .reduce("", (a, b) -> a.length() >= b.length() ? a : b);
  }

  private static String title(String prefix) {
    String words = prefix.replace('_', ' ');
    return (words.equals("pca")
            ? "PCA"
            : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
        + " baseline";
  }

  /** Returns scores on a line, such as {@code Test - mae: 7.7025 - rmse: 13.5913}. */
  static String line(String title, Scores scores) {
    StringBuilder line = new StringBuilder(title);
    scores.all().forEach(score -> line.append(" - %s: %s".formatted(score.name(), score.text())));
    return line.toString();
  }
}
