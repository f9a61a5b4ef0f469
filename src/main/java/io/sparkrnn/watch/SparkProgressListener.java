package io.sparkrnn.watch;

import io.sparkrnn.train.EpochTrainer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import scala.collection.JavaConverters;

/**
 * Listener that keeps Spark's running jobs and tasks and the time of the last progress. Progress is
 * the start or end of a job or task, or a heartbeat in which one of a task's counters has changed
 * (examples trained, records read, bytes written).
 */
final class SparkProgressListener extends SparkListener {

  /** Not progress: it grows in an idle task too, if another task of the executor fills the heap. */
  private static final String GC_TIME = "internal.metrics.jvmGCTime";

  private final LongSupplier clock;
  private final Map<Integer, String> jobs = new TreeMap<>();
  private final Map<Long, RunningTask> tasks = new TreeMap<>();
  private final Set<Integer> cancelled = new HashSet<>();
  private boolean cancelledFailed;
  private long lastProgress;

  /**
   * Creates a listener without jobs.
   *
   * @param clock clock in nanoseconds, such as {@link System#nanoTime}
   */
  SparkProgressListener(LongSupplier clock) {
    this.clock = clock;
    this.lastProgress = clock.getAsLong();
  }

  /** Returns the time since the last progress in nanoseconds; empty while no job runs. */
  synchronized OptionalLong idle() {
    return jobs.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(clock.getAsLong() - lastProgress);
  }

  /** Sets the time of the last progress to now. */
  synchronized void recordProgress() {
    lastProgress = clock.getAsLong();
  }

  /** Returns the descriptions of the running jobs by job id; empty text if a job has none. */
  synchronized Map<Integer, String> jobs() {
    return new TreeMap<>(jobs);
  }

  /** Returns the running tasks in the order of their ids. */
  synchronized List<RunningTask> tasks() {
    return new ArrayList<>(tasks.values());
  }

  /** Records that these jobs are about to be cancelled. */
  synchronized void markCancelled(Set<Integer> numbers) {
    cancelled.addAll(numbers);
  }

  /** Whether a cancelled job still runs. */
  synchronized boolean cancelledRun() {
    return cancelled.stream().anyMatch(jobs::containsKey);
  }

  /** Whether a cancelled job failed; it may have succeeded before it could be cancelled. */
  synchronized boolean cancelledFailed() {
    return cancelledFailed;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    jobs.put(
        start.jobId(),
        properties == null ? "" : properties.getProperty("spark.job.description", ""));
    recordProgress();
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    jobs.remove(end.jobId());
    cancelledFailed |= cancelled.contains(end.jobId()) && end.jobResult() != JobSucceeded$.MODULE$;
    recordProgress();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    TaskInfo task = start.taskInfo();
    recordProgress();
    tasks.put(
        task.taskId(),
        new RunningTask(
            task.taskId(),
            start.stageId(),
            task.partitionId(),
            task.attemptNumber(),
            task.executorId(),
            task.host(),
            lastProgress,
            lastProgress,
            0,
            0));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    tasks.remove(end.taskInfo().taskId());
    recordProgress();
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(of -> updateTask((Long) of._1(), JavaConverters.seqAsJavaList(of._4())));
  }

  private void updateTask(long id, List<AccumulableInfo> counts) {
    RunningTask task = tasks.get(id);
    if (task == null) {
      return;
    }
    long examples = 0;
    long counted = 0;
    for (AccumulableInfo count : counts) {
      if (count.update().isDefined()
          && count.update().get() instanceof Number number
          && !count.name().contains(GC_TIME)) {
        counted += number.longValue();
        examples += count.name().contains(EpochTrainer.PROGRESS) ? number.longValue() : 0;
      }
    }
    if (counted != task.counted()) {
      recordProgress();
      tasks.put(id, task.withCounts(lastProgress, examples, counted));
    }
  }
}
