package io.sparkrnn.watch;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;

/**
 * Cancels Spark's jobs when none of them makes progress for a set time, for example because a task
 * is blocked, an executor hangs, or the cluster provides no executor. Before that, it logs the
 * running tasks with their thread stacks. Work on the driver between Spark jobs is not watched.
 */
public final class StallDetector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StallDetector.class);

  /** Smallest limit in heartbeat intervals: one heartbeat may be late. */
  private static final int HEARTBEATS = 2;

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

  private final SparkContext context;
  private final long limit;
  private final long interval;
  private final SparkProgressListener work = new SparkProgressListener(System::nanoTime);
  private final Thread thread = new Thread(this::watch, "stall watch");
  private volatile StalledException stalled;

  private StallDetector(SparkContext context, Duration limit) {
    this.context = context;
    long heartbeat = context.getConf().getTimeAsMs("spark.executor.heartbeatInterval", "10s");
    this.limit = Math.max(limit.toNanos(), TimeUnit.MILLISECONDS.toNanos(HEARTBEATS * heartbeat));
    this.interval =
        Math.max(
            SHORTEST_INTERVAL.toNanos(), Math.min(LONGEST_INTERVAL.toNanos(), this.limit / 20));
    thread.setDaemon(true);
  }

  /**
   * Starts to watch all jobs of a context.
   *
   * @param limit longest time without progress; zero: no limit. Executors report progress with
   *     their heartbeats, so that the limit is at least two heartbeat intervals.
   */
  public static StallDetector over(SparkContext context, Duration limit) {
    StallDetector watch = new StallDetector(context, limit);
    if (!limit.isZero()) {
      context.addSparkListener(watch.work);
      watch.thread.start();
    }
    return watch;
  }

  private void watch() {
    try {
      long before = System.nanoTime();
      while (stalled == null) {
        TimeUnit.NANOSECONDS.sleep(interval);
        long now = System.nanoTime();
        if (now - before > interval + limit / 2) {
          // This process was suspended, and with it the events that report executors' progress.
          work.recordProgress();
        }
        before = now;
        if (overdue()) {
          handleStall();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean overdue() {
    OptionalLong idle = work.idle();
    return idle.isPresent() && idle.getAsLong() >= limit;
  }

  private void handleStall() throws InterruptedException {
    StallReport found =
        new StallReport(
            work.jobs(), work.tasks(), executors(), System.nanoTime(), work.idle().orElse(0));
    String details = found.details(ThreadDumps.of(context, found.busy()));
    if (!overdue()) {
      // There was progress while the thread dumps were collected.
      return;
    }
    LOG.error("{}", details);
    cancel(found);
  }

  private int executors() {
    return (int)
        JavaConverters.seqAsJavaList(context.statusStore().executorList(true)).stream()
            .filter(executor -> context.isLocal() || !executor.id().equals("driver"))
            .count();
  }

  private void cancel(StallReport found) throws InterruptedException {
    Map<Integer, String> jobs = found.jobs();
    work.markCancelled(jobs.keySet());
    stalled = new StalledException(found.message());
    jobs.keySet().forEach(job -> context.cancelJob(job, "no progress"));
    long deadline = System.nanoTime() + CANCEL_TIMEOUT.toNanos();
    while (work.cancelledRun() && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(SHORTEST_INTERVAL.toNanos());
    }
    // Tasks are killed as well, since a blocked task of a cancelled job keeps its core; and only
    // now, since Spark would retry a killed task whose job still runs.
    work.tasks().forEach(task -> context.killTaskAttempt(task.id(), true, "no progress"));
  }

  /**
   * Stops watching.
   *
   * @throws StalledException if jobs were cancelled because they made no progress
   */
  @Override
  public void close() {
    if (stalled == null) {
      thread.interrupt();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!context.isStopped()) {
      context.removeSparkListener(work);
    }
    if (stalled != null && work.cancelledFailed()) {
      throw stalled;
    }
  }
}
