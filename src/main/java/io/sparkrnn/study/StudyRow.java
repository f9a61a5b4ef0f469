package io.sparkrnn.study;

import io.sparkrnn.eval.SeedStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Results of the trials that differ only in their seed.
 *
 * @param variant kind of averaging; empty with one replica, which needs none
 * @param replicas number of replicas
 * @param scores statistics of each score over the seeds
 * @param trainSeconds mean of the training times, in seconds
 * @param bytesPerEpoch bytes moved by the averaging rounds of an epoch
 * @param divergence mean replica divergence, see {@link Trial}
 */
public record StudyRow(
    Optional<AveragingVariant> variant,
    int replicas,
    List<SeedStatistics> scores,
    double trainSeconds,
    long bytesPerEpoch,
    double divergence) {

  public StudyRow {
    scores = List.copyOf(scores);
  }

  /** Summarizes trials; a score with a value that is not finite is left out. */
  static StudyRow of(List<Trial> trials) {
    Trial first = trials.get(0);
    return new StudyRow(
        first.replicas() == 1 ? Optional.empty() : Optional.of(first.variant()),
        first.replicas(),
        SeedStatistics.ofEach(trials.stream().map(Trial::scores).toList()),
        mean(trials, Trial::trainSeconds),
        first.bytesPerEpoch(),
        mean(trials, Trial::divergence));
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).average().orElseThrow();
  }

  /** Returns a name for people, such as {@code 8 x momentum:4}. */
  public String name() {
    return variant.map(one -> replicas + " x " + one.name()).orElse("1");
  }

  /** Returns a score over the seeds; empty if there is none, or one of its values is not finite. */
  public Optional<SeedStatistics> score(String name) {
    return scores.stream().filter(one -> one.score().equals(name)).findFirst();
  }
}
