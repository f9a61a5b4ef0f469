package io.sparkrnn.watch;

import io.sparkrnn.error.TrainingFailedException;

/** Spark's jobs made no progress for too long, and were ended. */
public final class StalledException extends TrainingFailedException {

  private static final long serialVersionUID = 1L;

  StalledException(String message) {
    super(message);
  }
}
