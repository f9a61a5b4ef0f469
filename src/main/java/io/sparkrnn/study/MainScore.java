package io.sparkrnn.study;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.Comparator;

/** Score that trainings are compared by: an accuracy, or an error, of which less is better. */
public record MainScore(String name) {

  public MainScore {
    requireNonNull(name, "name is null");
  }

  /** Returns the first accuracy among scores or, without one, the first score. */
  static MainScore of(Scores scores) {
    return new MainScore(
        scores.all().stream()
            .map(Score::name)
            .filter(Score::isAccuracy)
            .findFirst()
            .orElseGet(() -> scores.all().get(0).name()));
  }

  /** Whether a higher value is better. */
  public boolean isHigherBetter() {
    return Score.isAccuracy(name);
  }

  /** Returns an order of values with the best one first. */
  Comparator<Double> bestFirst() {
    return isHigherBetter() ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }
}
