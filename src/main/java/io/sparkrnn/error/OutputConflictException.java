package io.sparkrnn.error;

/** Thrown when the output location is in use: the run exists, or another job is writing to it. */
public final class OutputConflictException extends JobException {

  private static final long serialVersionUID = 1L;

  public OutputConflictException(String message) {
    super(message, null);
  }
}
