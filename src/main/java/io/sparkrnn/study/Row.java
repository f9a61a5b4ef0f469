package io.sparkrnn.study;

import io.sparkrnn.eval.SeedScores;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The trials that differ in their seed alone.
 *
 * @param variant empty: one replica, with nothing to average
 * @param scores each over the seeds
 * @param trainSeconds the mean
 * @param bytesPerEpoch moved for the averagings
 * @param drift the mean
 */
public record Row(
    Optional<Variant> variant,
    int replicas,
    List<SeedScores> scores,
    double trainSeconds,
    long bytesPerEpoch,
    double drift) {

  public Row {
    scores = List.copyOf(scores);
  }

  static Row of(List<Trial> trials) {
    Trial first = trials.get(0);
    List<SeedScores> scores = new ArrayList<>();
    for (Score score : first.scores().all()) {
      List<Double> values = trials.stream().map(t -> t.scores().value(score.name())).toList();
      if (values.stream().allMatch(Double::isFinite)) {
        scores.add(SeedScores.of(score.name(), values));
      }
    }
    return new Row(
        first.replicas() == 1 ? Optional.empty() : Optional.of(first.variant()),
        first.replicas(),
        scores,
        mean(trials, Trial::trainSeconds),
        first.bytesPerEpoch(),
        mean(trials, Trial::drift));
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).average().orElseThrow();
  }

  /** For people, such as {@code 8 x momentum:4}. */
  public String name() {
    return variant.map(one -> replicas + " x " + one.name()).orElse("1");
  }

  /** A score over the seeds; empty where the workload has none of that name. */
  public Optional<SeedScores> score(String name) {
    return scores.stream().filter(one -> one.score().equals(name)).findFirst();
  }
}
