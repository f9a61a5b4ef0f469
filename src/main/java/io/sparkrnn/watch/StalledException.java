package io.sparkrnn.watch;

import io.sparkrnn.error.TrainingFailedException;

/** Thrown when Spark jobs were cancelled because they made no progress for too long. */
public final class StalledException extends TrainingFailedException {

  private static final long serialVersionUID = 1L;

  StalledException(String message) {
    super(message);
  }
}
