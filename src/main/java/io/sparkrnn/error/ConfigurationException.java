package io.sparkrnn.error;

/** Thrown when a setting or argument is unknown, of the wrong type or out of range. */
public final class ConfigurationException extends JobException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message, null);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
