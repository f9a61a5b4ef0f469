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
 * Ends Spark's jobs when none of them gets on for a set time: a task that waits for what never
 * comes, an executor that is stuck, a cluster that gives no executor. It logs what the executors
 * do, and cancels. What is done between Spark's jobs, on the driver, is not watched.
 */
public final class StallWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);

  /** A heartbeat may be late; the one after it tells. */
  private static final int HEARTBEATS = 2;

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SparkContext context;
  private final long limit;
  private final long look;
  private final RunningWork work = new RunningWork(System::nanoTime);
  private final Thread thread = new Thread(this::watch, "stall watch");
  private volatile StalledException stalled;

  private StallWatch(SparkContext context, Duration limit) {
    this.context = context;
    long heartbeat = context.getConf().getTimeAsMs("spark.executor.heartbeatInterval", "10s");
    this.limit = Math.max(limit.toNanos(), TimeUnit.MILLISECONDS.toNanos(HEARTBEATS * heartbeat));
    this.look =
        Math.max(SHORTEST_LOOK.toNanos(), Math.min(LONGEST_LOOK.toNanos(), this.limit / 20));
    thread.setDaemon(true);
  }

  /**
   * Watches all jobs of a context from now on.
   *
   * @param limit how long none may get on; zero: for ever. Progress is told by the heartbeats of
   *     executors, so that two of them are waited for at least.
   */
  public static StallWatch over(SparkContext context, Duration limit) {
    StallWatch watch = new StallWatch(context, limit);
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
        TimeUnit.NANOSECONDS.sleep(look);
        long now = System.nanoTime();
        if (now - before > look + limit / 2) {
          // This process was held up, and with it the news of what the executors did meanwhile.
          work.moved();
        }
        before = now;
        if (overdue()) {
          judge();
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

  private void judge() throws InterruptedException {
    Standstill found =
        new Standstill(
            work.jobs(), work.tasks(), executors(), System.nanoTime(), work.idle().orElse(0));
    String details = found.details(ThreadDumps.of(context, found.busy()));
    if (!overdue()) {
      // Asking took a while, in which something got on.
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

  private void cancel(Standstill found) throws InterruptedException {
    Map<Integer, String> jobs = found.jobs();
    work.giveUp(jobs.keySet());
    stalled = new StalledException(found.message());
    jobs.keySet().forEach(job -> context.cancelJob(job, "no progress"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (work.givenUpRun() && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(SHORTEST_LOOK.toNanos());
    }
    // Not before: Spark would run a task again whose job goes on. Cancelling alone lets a task that
    // waits keep its core.
    work.tasks().forEach(task -> context.killTaskAttempt(task.id(), true, "no progress"));
  }

  /**
   * Ends watching.
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
    if (stalled != null && work.givenUpFailed()) {
      throw stalled;
    }
  }
}
