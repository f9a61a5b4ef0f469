package io.sparkrnn.error;

/** The input data cannot be used: missing, damaged, or not in the form that was promised. */
public final class BadDataException extends JobException {

  private static final long serialVersionUID = 1L;

  public BadDataException(String message) {
    super(message, null);
  }

  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
