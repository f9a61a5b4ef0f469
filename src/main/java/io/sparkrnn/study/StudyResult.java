package io.sparkrnn.study;

import io.sparkrnn.eval.SeedStatistics;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials of a study and the comparison of their scores.
 *
 * @param design the design of the study
 * @param trials trials in the order in which they were run
 * @param complete whether all planned trials were run
 */
public record StudyResult(StudyDesign design, List<Trial> trials, boolean complete) {

  private static final double POINTS = 100;

  public StudyResult {
    trials = List.copyOf(trials);
  }

  /** Returns a row for each configuration with at least two trials, one replica first. */
  public List<StudyRow> rows() {
    Map<String, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : trials) {
      String key = trial.replicas() == 1 ? "1" : trial.replicas() + " " + trial.variant().name();
      groups.computeIfAbsent(key, none -> new ArrayList<>()).add(trial);
    }
    return groups.values().stream().filter(group -> group.size() > 1).map(StudyRow::of).toList();
  }

  /** Returns the score to compare by: the first accuracy or, without one, the first score. */
  public String mainScore() {
    return MainScore.of(trials.get(0).scores()).name();
  }

  /** Returns a row's mean score minus that of one replica; empty if either is missing. */
  public Optional<Double> gain(StudyRow row) {
    Optional<SeedStatistics> one =
        rows().stream().filter(r -> r.replicas() == 1).findFirst().flatMap(this::main);
    return main(row).flatMap(own -> one.map(base -> own.mean() - base.mean()));
  }

  private Optional<SeedStatistics> main(StudyRow row) {
    return row.score(mainScore());
  }

  /**
   * Returns the averaging that moves the fewest bytes among those that lose no more accuracy than
   * the tolerance; empty if all lose more, or the main score is not an accuracy.
   *
   * @param replicas number of replicas
   */
  public Optional<StudyRow> suggestion(int replicas) {
    if (!Score.isAccuracy(mainScore())) {
      return Optional.empty();
    }
    return rows().stream()
        .filter(row -> row.replicas() == replicas)
        .filter(row -> gain(row).filter(gain -> gain * POINTS >= -design.tolerance()).isPresent())
        .min(
            Comparator.comparing(StudyRow::bytesPerEpoch)
                .thenComparing(row -> -gain(row).orElseThrow()));
  }
}
