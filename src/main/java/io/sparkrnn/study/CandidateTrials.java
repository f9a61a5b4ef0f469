package io.sparkrnn.study;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.Candidate;
import io.sparkrnn.eval.SeedStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trainings of a candidate.
 *
 * @param candidate the candidate
 * @param trials its trainings so far, one for each seed
 */
public record CandidateTrials(Candidate candidate, List<SearchTrial> trials) {

  public CandidateTrials {
    requireNonNull(candidate, "candidate is null");
    trials = List.copyOf(trials);
  }

  /** Returns the number of trainings that diverged. */
  public long diverged() {
    return trials.stream().filter(SearchTrial::isDiverged).count();
  }

  /**
   * Returns the statistics of each score over the seeds; empty with fewer than two trainings, or if
   * one diverged, since a mean of the others would flatter the candidate.
   */
  public List<SeedStatistics> scores() {
    return trials.size() < 2 || diverged() > 0
        ? List.of()
        : SeedStatistics.ofEach(trials.stream().map(SearchTrial::scores).toList());
  }

  /** Returns the statistics of a score; empty if {@link #scores} has none of it. */
  public Optional<SeedStatistics> score(String name) {
    return scores().stream().filter(one -> one.score().equals(name)).findFirst();
  }

  /** Returns the mean time of training in seconds; empty without trainings. */
  public OptionalDouble trainSeconds() {
    return trials.stream().mapToDouble(SearchTrial::trainSeconds).average();
  }

  /** Returns a score with a seed; empty if there is none, or it is not finite. */
  Optional<Double> value(long seed, String score) {
    return trials.stream()
        .filter(one -> one.seed() == seed && one.scores().has(score))
        .map(one -> one.scores().value(score))
        .filter(Double::isFinite)
        .findFirst();
  }
}
