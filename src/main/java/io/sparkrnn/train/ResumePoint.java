package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Point from which a job can resume.
 *
 * @param before outcome of the training that ended before the current one; empty: the current
 *     training is the first
 * @param state state of the current training
 */
public record ResumePoint(Optional<TrainingOutcome> before, TrainingState state) {
  public ResumePoint {
    requireNonNull(before, "before is null");
    requireNonNull(state, "state is null");
  }

  /** Returns the number of epochs of all trainings so far. */
  public int epochs() {
    return before.map(outcome -> outcome.history().size()).orElse(0) + state.numbers().epoch();
  }
}
