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
 * What Spark is doing, and when it last got on: when a job or a task began or ended, or a heartbeat
 * told of a task that one of its counts had grown (examples trained, records read, bytes written).
 */
final class RunningWork extends SparkListener {

  /** Grows in a task that does nothing, if another one of its executor fills the heap. */
  private static final String GC_TIME = "internal.metrics.jvmGCTime";

  private final LongSupplier clock;
  private final Map<Integer, String> jobs = new TreeMap<>();
  private final Map<Long, RunningTask> tasks = new TreeMap<>();
  private final Set<Integer> givenUp = new HashSet<>();
  private boolean givenUpFailed;
  private long lastProgress;

  /**
   * Nothing yet.
   *
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  RunningWork(LongSupplier clock) {
    this.clock = clock;
    this.lastProgress = clock.getAsLong();
  }

  /** For how many nanoseconds nothing got on; empty while there is nothing to do. */
  synchronized OptionalLong idle() {
    return jobs.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(clock.getAsLong() - lastProgress);
  }

  /** Time begins anew, as after progress. */
  synchronized void moved() {
    lastProgress = clock.getAsLong();
  }

  /** Jobs by number, each with what it is for; empty text where nobody said. */
  synchronized Map<Integer, String> jobs() {
    return new TreeMap<>(jobs);
  }

  /** In the order in which they began. */
  synchronized List<RunningTask> tasks() {
    return new ArrayList<>(tasks.values());
  }

  /** These jobs are about to be cancelled. */
  synchronized void giveUp(Set<Integer> numbers) {
    givenUp.addAll(numbers);
  }

  /** Whether a job that was given up has not ended yet. */
  synchronized boolean givenUpRun() {
    return givenUp.stream().anyMatch(jobs::containsKey);
  }

  /** Whether one of them failed: it may have come to its end after all. */
  synchronized boolean givenUpFailed() {
    return givenUpFailed;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    jobs.put(
        start.jobId(),
        properties == null ? "" : properties.getProperty("spark.job.description", ""));
    moved();
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    jobs.remove(end.jobId());
    givenUpFailed |= givenUp.contains(end.jobId()) && end.jobResult() != JobSucceeded$.MODULE$;
    moved();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    TaskInfo task = start.taskInfo();
    moved();
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
    moved();
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(told -> told((Long) told._1(), JavaConverters.seqAsJavaList(told._4())));
  }

  private void told(long id, List<AccumulableInfo> counts) {
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
      moved();
      tasks.put(id, task.told(lastProgress, examples, counted));
    }
  }
}
