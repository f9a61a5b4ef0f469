package io.sparkrnn.error;

/** The run was asked to stop, by SIGINT or SIGTERM. */
public final class InterruptedRunException extends JobException {

  private static final long serialVersionUID = 1L;

  public InterruptedRunException(String message) {
    super(message, null);
  }

  public InterruptedRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
