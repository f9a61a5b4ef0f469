package io.sparkrnn.error;

/**
 * Failure that the user can act on. The message says what was wrong, where, what was expected and
 * what to do; it is shown without a stack trace, and with the secrets of URIs redacted.
 */
public abstract sealed class JobException extends RuntimeException
    permits BadDataException,
        ConfigurationException,
        InterruptedRunException,
        OutputConflictException,
        TrainingFailedException {

  private static final long serialVersionUID = 1L;

  JobException(String message, Throwable cause) {
    super(message == null ? null : SecretRedaction.hidden(message), cause);
  }
}
