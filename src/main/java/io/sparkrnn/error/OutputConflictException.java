package io.sparkrnn.error;

/** The place for the output is taken: the run exists already, or another job is writing it. */
public final class OutputConflictException extends JobException {

  private static final long serialVersionUID = 1L;

  public OutputConflictException(String message) {
    super(message, null);
  }

  public OutputConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
