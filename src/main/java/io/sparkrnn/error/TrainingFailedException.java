package io.sparkrnn.error;

/** Training could not be carried to its end. */
public non-sealed class TrainingFailedException extends JobException {

  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message) {
    super(message, null);
  }

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
