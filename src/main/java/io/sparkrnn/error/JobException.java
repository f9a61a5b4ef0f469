package io.sparkrnn.error;

/**
 * A failure that the user can act on. The message says what was wrong, where, what was expected and
 * what to do; it is shown without a stack trace, and without the secrets of URIs.
 */
public abstract sealed class JobException extends RuntimeException
    permits BadDataException,
        ConfigurationException,
        InterruptedRunException,
        OutputConflictException,
        TrainingFailedException {

  private static final long serialVersionUID = 1L;

  JobException(String message, Throwable cause) {
    super(message == null ? null : Secrets.hidden(message), cause);
  }
}
