package io.sparkrnn.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/**
 * Ends a run that is asked to stop: cancels what Spark is doing, waits until the main thread has
 * cleaned up behind itself, and exits with the documented code, whichever the signal was.
 */
final class Interruption {

  /** Before Spark stops its context (50) and Hadoop closes its file systems (10). */
  private static final int PRIORITY = 100;

  private static final long GRACE_SECONDS = 25;

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
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().sparkContext().cancelAllJobs();
    }
    main.interrupt();
    try {
      finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The exit code of a signal is not ours to set, except by halting.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}
