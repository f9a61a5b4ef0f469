package io.sparkrnn.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries actions that fail for transient reasons, with growing pauses. */
final class Retries {

  /**
   * Five attempts within 15 seconds. Longer outages are better reported; Hadoop's own clients have
   * retried by then, too.
   */
  static final Retries DEFAULT =
      new Retries(
          List.of(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(4),
              Duration.ofSeconds(8)));

  static final Retries NONE = new Retries(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final List<Duration> pauses;

  /**
   * Creates retries.
   *
   * @param pauses pause before each attempt after the first
   */
  Retries(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  /** Storage operation that can be repeated after a failure. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Runs an action until it succeeds, fails permanently, or all attempts are used up.
   *
   * @param failure start of the log line for a failed attempt, such as "cannot read a"
   * @throws IOException of the last attempt
   */
  <T> T run(String failure, Action<T> action) throws IOException {
    for (int failed = 0; ; failed++) {
      try {
        return action.run();
      } catch (IOException e) {
        if (failed == pauses.size() || !StorageErrorKind.of(e).isTransient()) {
          throw e;
        }
        Duration pause = pauses.get(failed);
        LOG.warn(
            "{}: {}; trying again in {} s ({} of {})",
            failure,
            StorageErrorKind.reason(e),
            pause.toSeconds(),
            failed + 1,
            pauses.size());
        sleep(pause, e);
      }
    }
  }

  private static void sleep(Duration pause, IOException before) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted after: " + StorageErrorKind.reason(before));
      interrupted.addSuppressed(before);
      throw interrupted;
    }
  }
}
