package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

/**
 * Run that was not published: a job is training it, or ended before it was finished.
 *
 * @param id the run's id
 * @param state whether a job is training it
 * @param epochs number of epochs of its newest checkpoint; 0: there is none
 */
public record UnfinishedRun(String id, State state, int epochs) {

  /** State of a run that was not published. */
  public enum State {
    /** A job holds its lock. */
    RUNNING,
    /** No job holds its lock; it can be resumed. */
    STOPPED
  }

  public UnfinishedRun {
    requireNonNull(id, "id is null");
    requireNonNull(state, "state is null");
  }
}
