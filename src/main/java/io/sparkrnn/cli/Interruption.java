package io.sparkrnn.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run that is asked to stop: cancels what Spark is doing, waits until the main thread has
 * cleaned up behind itself, and exits with the documented code, whichever the signal was.
 */
final class Interruption {

  /** Before Spark stops its context (50) and Hadoop closes its file systems (10). */
  private static final int PRIORITY = 100;

  private static final long GRACE_SECONDS = 25;

  private static final long CANCEL_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread main = Thread.currentThread();
  private volatile boolean requested;

  private Interruption() {}

  /** One that reacts to signals sent to this process. */
  static Interruption install() {
    Interruption interruption = new Interruption();
    ShutdownHookManager.get()
        .addShutdownHook(interruption::shuttingDown, PRIORITY, GRACE_SECONDS + 5, TimeUnit.SECONDS);
    return interruption;
  }

  /** One that is never asked, for verbs that run in-process. */
  static Interruption none() {
    return new Interruption();
  }

  boolean requested() {
    return requested;
  }

  /** The verb has ended; a shutdown from here on is its own exit. */
  void finished() {
    finished.countDown();
  }

  private void shuttingDown() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    main.interrupt();
    try {
      // Once is not enough: between two jobs there is none to cancel, and what the main thread is
      // doing there may swallow the interruption.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
      do {
        cancelJobs();
      } while (!finished.await(CANCEL_MILLIS, TimeUnit.MILLISECONDS)
          && System.nanoTime() < deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The exit code of a signal is not ours to set, except by halting.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }

  private static void cancelJobs() {
    try {
      if (SparkSession.getDefaultSession().isDefined()) {
        SparkSession.getDefaultSession().get().sparkContext().cancelAllJobs();
      }
    } catch (RuntimeException e) {
      // The main thread is stopping the context at this moment: nothing is left to cancel.
      LOG.debug("jobs could not be cancelled", e);
    }
  }
}
