package io.sparkrnn.error;

/** Thrown when training could not be completed. */
public non-sealed class TrainingFailedException extends JobException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message) {
    super(message, null);
  }

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
