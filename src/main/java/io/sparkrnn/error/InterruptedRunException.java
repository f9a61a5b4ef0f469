package io.sparkrnn.error;

/** Thrown when the run was stopped by SIGINT or SIGTERM. */
public final class InterruptedRunException extends JobException {

  private static final long serialVersionUID = 1L;

  public InterruptedRunException(String message) {
    super(message, null);
  }

  public InterruptedRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
