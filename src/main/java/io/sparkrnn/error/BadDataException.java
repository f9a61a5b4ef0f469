package io.sparkrnn.error;

/** Thrown when input data cannot be used: it is missing, damaged, or not in the expected format. */
public final class BadDataException extends JobException {

  private static final long serialVersionUID = 1L;

  public BadDataException(String message) {
    super(message, null);
  }

  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
