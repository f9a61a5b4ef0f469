package io.sparkrnn.cli;

import io.sparkrnn.cli.shared.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shutdown hook that handles SIGINT and SIGTERM: cancels the running Spark jobs, waits until the
 * main thread has cleaned up, and exits with the same code for both signals.
 */
final class ShutdownHook {

  /** Priority of the hook, above those of Spark's context (50) and Hadoop's file systems (10). */
  private static final int PRIORITY = 100;

  private static final long GRACE_SECONDS = 25;

  private static final long CANCEL_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread main = Thread.currentThread();
  private volatile boolean requested;

  private ShutdownHook() {}

  /** Installs the hook for signals sent to this process. */
  static ShutdownHook install() {
    ShutdownHook interruption = new ShutdownHook();
    ShutdownHookManager.get()
        .addShutdownHook(interruption::shuttingDown, PRIORITY, GRACE_SECONDS + 5, TimeUnit.SECONDS);
    return interruption;
  }

  /** Returns an instance without a hook, for commands that run inside another program. */
  static ShutdownHook none() {
    return new ShutdownHook();
  }

  /** Whether a signal has asked the process to stop. */
  boolean requested() {
    return requested;
  }

  /** Marks the command as ended, so that the hook ignores the shutdown that follows. */
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
      // Repeated, because there is nothing to cancel between two jobs, and the main thread may
      // swallow the interrupt.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
      do {
        cancelJobs();
      } while (!finished.await(CANCEL_MILLIS, TimeUnit.MILLISECONDS)
          && System.nanoTime() < deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // After a signal, only halting can set the exit code.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }

  private static void cancelJobs() {
    try {
      if (SparkSession.getDefaultSession().isDefined()) {
        SparkSession.getDefaultSession().get().sparkContext().cancelAllJobs();
      }
    } catch (RuntimeException e) {
      // The main thread is stopping the context, so nothing is left to cancel.
      LOG.debug("jobs could not be canceled", e);
    }
  }
}
