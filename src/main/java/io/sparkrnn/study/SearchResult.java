package io.sparkrnn.study;

import io.sparkrnn.eval.SeedStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Trainings of a search, and the order of its candidates.
 *
 * @param seeds seeds that each candidate is trained with
 * @param candidates candidates in the order of their file; the first one is the reference that the
 *     others are compared with
 */
public record SearchResult(List<Long> seeds, List<CandidateTrials> candidates) {

  public SearchResult {
    seeds = List.copyOf(seeds);
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a search without candidates, expected one at least");
    }
  }

  /** Whether all trainings are done. */
  public boolean isComplete() {
    return candidates.stream().allMatch(one -> one.trials().size() == seeds.size());
  }

  /** Returns the candidate that the others are compared with. */
  public CandidateTrials reference() {
    return candidates.get(0);
  }

  /** Returns the score that decides; empty as long as every training diverged. */
  public Optional<MainScore> mainScore() {
    return candidates.stream()
        .flatMap(one -> one.trials().stream())
        .filter(trial -> !trial.isDiverged())
        .map(trial -> MainScore.of(trial.scores()))
        .findFirst();
  }

  /**
   * Returns the candidates with the best mean of the main score first, and those without a mean
   * last; what is equal keeps the order of the file.
   */
  public List<CandidateTrials> ranking() {
    Optional<MainScore> main = mainScore();
    if (main.isEmpty()) {
      return candidates;
    }
    Comparator<Optional<Double>> order =
        Comparator.comparing((Optional<Double> mean) -> mean.isEmpty())
            .thenComparing(mean -> mean.orElse(0.0), main.get().bestFirst());
    return candidates.stream()
        .sorted(
            Comparator.comparing(
                (CandidateTrials one) -> one.score(main.get().name()).map(SeedStatistics::mean),
                order))
        .toList();
  }

  /**
   * Returns the difference of a candidate's main score from that of the reference, with the same
   * seeds; empty for the reference itself, or with fewer than two seeds in common.
   */
  public Optional<PairedDifference> difference(CandidateTrials candidate) {
    if (mainScore().isEmpty() || candidate.equals(reference())) {
      return Optional.empty();
    }
    String score = mainScore().get().name();
    List<Double> differences = new ArrayList<>();
    for (long seed : seeds) {
      candidate
          .value(seed, score)
          .ifPresent(
              own -> reference().value(seed, score).ifPresent(base -> differences.add(own - base)));
    }
    return differences.size() < 2
        ? Optional.empty()
        : Optional.of(PairedDifference.of(differences));
  }

  /**
   * Whether each seed holds out the same number of examples from every candidate. Otherwise their
   * scores are those of different examples, as of windows of different lengths.
   */
  public boolean isOnEqualSplits() {
    return candidates.stream()
            .flatMap(one -> one.trials().stream())
            .mapToLong(SearchTrial::validationExamples)
            .distinct()
            .count()
        <= 1;
  }
}
