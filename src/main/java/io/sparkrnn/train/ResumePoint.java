package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a job can go on.
 *
 * @param before the training that ended before the present one; empty: this is the first
 * @param state of the present one
 */
public record ResumePoint(Optional<TrainingOutcome> before, TrainingState state) {
  public ResumePoint {
    requireNonNull(before, "before is null");
    requireNonNull(state, "state is null");
  }

  /** Epochs of all trainings so far. */
  public int epochs() {
    return before.map(outcome -> outcome.history().size()).orElse(0) + state.numbers().epoch();
  }
}
