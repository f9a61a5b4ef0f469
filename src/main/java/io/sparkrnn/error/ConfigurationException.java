package io.sparkrnn.error;

/** A setting or a command-line argument is unknown, of the wrong type or out of its range. */
public final class ConfigurationException extends JobException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message, null);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
