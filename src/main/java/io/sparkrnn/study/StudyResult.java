package io.sparkrnn.study;

import io.sparkrnn.eval.SeedScores;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials and what follows from them.
 *
 * @param trials in the order in which they were run
 * @param complete whether these are all that were planned
 */
public record StudyResult(Design design, List<Trial> trials, boolean complete) {

  private static final double POINTS = 100;

  public StudyResult {
    trials = List.copyOf(trials);
  }

  /** A row for each way of training that at least two seeds were tried of, one replica first. */
  public List<Row> rows() {
    Map<String, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : trials) {
      String key = trial.replicas() == 1 ? "1" : trial.replicas() + " " + trial.variant().name();
      groups.computeIfAbsent(key, none -> new ArrayList<>()).add(trial);
    }
    return groups.values().stream().filter(group -> group.size() > 1).map(Row::of).toList();
  }

  /** The score that ways of training are compared by: accuracy, or else the loss. */
  public String mainScore() {
    List<Score> all = trials.get(0).scores().all();
    return all.stream()
        .map(Score::name)
        .filter(Score::isAccuracy)
        .findFirst()
        .orElse(all.get(0).name());
  }

  /** What a row's mean lies above that of one replica; empty if one of them is missing. */
  public Optional<Double> gain(Row row) {
    Optional<SeedScores> one =
        rows().stream().filter(r -> r.replicas() == 1).findFirst().flatMap(this::main);
    return main(row).flatMap(own -> one.map(base -> own.mean() - base.mean()));
  }

  private Optional<SeedScores> main(Row row) {
    return row.score(mainScore());
  }

  /**
   * For so many replicas the way of averaging that moves the fewest bytes and loses no more than
   * the tolerance; empty if all lose more, or the score is none of accuracy.
   */
  public Optional<Row> suggestion(int replicas) {
    if (!Score.isAccuracy(mainScore())) {
      return Optional.empty();
    }
    return rows().stream()
        .filter(row -> row.replicas() == replicas)
        .filter(row -> gain(row).filter(gain -> gain * POINTS >= -design.tolerance()).isPresent())
        .min(
            Comparator.comparing(Row::bytesPerEpoch)
                .thenComparing(row -> -gain(row).orElseThrow()));
  }
}
