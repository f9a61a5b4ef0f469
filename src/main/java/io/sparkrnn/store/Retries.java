package io.sparkrnn.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does again what failed for a reason that may pass, a few times, and waits longer each time. */
final class Retries {

  /**
   * Five tries in a quarter of a minute: what takes longer is better told. Hadoop's own clients
   * have tried by then, too.
   */
  static final Retries PATIENT =
      new Retries(
          List.of(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(4),
              Duration.ofSeconds(8)));

  static final Retries NONE = new Retries(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final List<Duration> pauses;

  /** Those with a pause before each try but the first. */
  Retries(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  /** Something that may fail for reasons of storage, and may be done again after that. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Runs an action until it succeeds.
   *
   * @param failure what to say of it if it fails
   * @throws IOException the last one
   */
  <T> T run(String failure, Action<T> action) throws IOException {
    for (int failed = 0; ; failed++) {
      try {
        return action.run();
      } catch (IOException e) {
        if (failed == pauses.size() || !Trouble.of(e).mayPass()) {
          throw e;
        }
        Duration pause = pauses.get(failed);
        LOG.warn(
            "{}: {}; trying again in {} s ({} of {})",
            failure,
            Trouble.reason(e),
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
          new InterruptedIOException("interrupted after: " + Trouble.reason(before));
      interrupted.addSuppressed(before);
      throw interrupted;
    }
  }
}
