package io.sparkrnn.cli.train;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.sparkrnn.eval.SeedStatistics;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders what all comparisons of trainings have in common, for people and as JSON. */
final class TrialText {

  private static final int POINTS = 100;

  private TrialText() {}

  /** Statistics of scores that become fields of their row. */
  record NamedScores(@JsonAnyGetter Map<String, SeedStatistics> byName) {

    static NamedScores of(List<SeedStatistics> scores) {
      Map<String, SeedStatistics> byName = new LinkedHashMap<>();
      scores.forEach(score -> byName.put(score.score(), score));
      return new NamedScores(byName);
    }
  }

  /** Returns a training's seed, time and scores. */
  static String line(long seed, double seconds, Scores scores) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "seed %d - %.0fs", seed, seconds));
    for (Score score : scores.all()) {
      line.append(String.format(Locale.ROOT, " - %s: %.4f", score.name(), score.value()));
    }
    return line.toString();
  }

  /** Returns a difference of a score, that of an accuracy in percentage points. */
  static String gain(String score, double gain) {
    return Score.isAccuracy(score) ? number("%+.2f points", POINTS * gain) : number("%+.4f", gain);
  }

  /** Returns a difference of a score with its standard error. */
  static String gain(String score, double gain, double standardError) {
    return Score.isAccuracy(score)
        ? String.format(Locale.ROOT, "%+.2f ± %.2f points", POINTS * gain, POINTS * standardError)
        : String.format(Locale.ROOT, "%+.4f ± %.4f", gain, standardError);
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Returns a number as JSON has it: null if it is not finite. */
  static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
