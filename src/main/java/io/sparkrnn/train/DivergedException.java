package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;

/** Weights are no numbers any more. {@link TrainingLoop} goes back; others fail by it. */
public final class DivergedException extends TrainingFailedException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
