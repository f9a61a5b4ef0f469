package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * State from which a job resumes after an epoch exactly as if it had not been stopped. The order of
 * examples, dropout and the learning rate are not part of it: they follow from the seed and the
 * epoch.
 *
 * @param before outcome of the training that ended before the current one; empty: the current
 *     training is the first
 * @param history one record per epoch of the current training, at least one
 * @param rollbacks rollbacks of diverged epochs
 * @param kernels BLAS kernels that the last epoch was trained with; empty: not known
 * @param snapshot what the next epoch begins with
 * @param best weights of the epoch with the lowest validation loss; empty if they are not kept
 */
public record TrainingState(
    Optional<TrainingOutcome> before,
    List<EpochRecord> history,
    List<Rollback> rollbacks,
    List<String> kernels,
    Snapshot snapshot,
    Optional<Weights> best) {

  public TrainingState {
    requireNonNull(before, "before is null");
    history = List.copyOf(history);
    rollbacks = List.copyOf(rollbacks);
    kernels = List.copyOf(kernels);
    requireNonNull(snapshot, "snapshot is null");
    requireNonNull(best, "best is null");
    if (history.isEmpty()) {
      throw new IllegalArgumentException("a state has the records of 0 epochs, expected 1 or more");
    }
  }

  /** Returns the records of the epochs of all trainings so far. */
  public List<EpochRecord> allEpochs() {
    return Stream.concat(
            before.stream().flatMap(outcome -> outcome.history().stream()), history.stream())
        .toList();
  }

  /** Returns the seconds of training and validation in all trainings so far. */
  public double seconds() {
    return allEpochs().stream()
        .mapToDouble(epoch -> epoch.trainSeconds() + epoch.validationSeconds())
        .sum();
  }
}
