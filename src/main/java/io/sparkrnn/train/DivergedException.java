package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;

/**
 * Thrown when weights are NaN or infinite; {@link TrainingLoop} rolls the epoch back on it, and
 * throws one itself when no rollback is left.
 */
public final class DivergedException extends TrainingFailedException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
