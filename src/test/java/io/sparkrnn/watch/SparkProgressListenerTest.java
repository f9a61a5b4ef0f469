package io.sparkrnn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.EpochTrainer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.JobResult;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** What counts as progress, told by Spark's own events. */
class SparkProgressListenerTest {

  private long now = 1000;
  private final SparkProgressListener work = new SparkProgressListener(() -> now);

  @Test
  void withoutAJobNobodyIsIdle() {
    now += 500;
    assertThat(work.idle()).isEmpty();

    jobStarts(1, "epoch 1 of 5");
    now += 500;
    assertThat(work.idle()).hasValue(500);
    assertThat(work.jobs()).isEqualTo(Map.of(1, "epoch 1 of 5"));

    work.onJobEnd(new SparkListenerJobEnd(1, 0, JobSucceeded$.MODULE$));
    assertThat(work.idle()).isEmpty();
    assertThat(work.jobs()).isEmpty();
  }

  /** Which is how a cluster without an executor looks. */
  @Test
  void aJobWithoutATaskIsIdle() {
    jobStarts(1, "");
    now += 700;

    assertThat(work.idle()).hasValue(700);
    assertThat(work.tasks()).isEmpty();
  }

  @Test
  void tasksThatBeginAndEndAreProgress() {
    jobStarts(1, "");
    now += 300;
    taskStarts(7);
    assertThat(work.idle()).hasValue(0);
    assertThat(work.tasks())
        .containsExactly(new RunningTask(7, 4, 2, 1, "3", "host-b", now, now, 0, 0));

    now += 300;
    assertThat(work.idle()).hasValue(300);
    work.onTaskEnd(new SparkListenerTaskEnd(4, 0, "", null, info(7), null, null));
    assertThat(work.idle()).hasValue(0);
    assertThat(work.tasks()).isEmpty();
  }

  @Test
  void aCountThatGrowsIsProgress() {
    jobStarts(1, "");
    taskStarts(7);
    long started = now;
    now += 300;
    heartbeat(7, count(EpochTrainer.PROGRESS, 64L), count("internal.metrics.recordsRead", 1L));
    assertThat(work.idle()).hasValue(0);
    assertThat(work.tasks())
        .containsExactly(new RunningTask(7, 4, 2, 1, "3", "host-b", started, now, 64, 65));

    now += 300;
    heartbeat(7, count(EpochTrainer.PROGRESS, 64L), count("internal.metrics.recordsRead", 1L));
    assertThat(work.idle()).as("the same counts").hasValue(300);
    heartbeat(7, count(EpochTrainer.PROGRESS, 64L), count("internal.metrics.recordsRead", 2L));
    assertThat(work.idle()).hasValue(0);
  }

  @Test
  void whatSaysNothingOfTheTaskIsNoProgress() {
    jobStarts(1, "");
    taskStarts(7);
    now += 300;

    heartbeat(7, count("internal.metrics.jvmGCTime", 17L), count("a list", List.of(1)));
    heartbeat(8, count(EpochTrainer.PROGRESS, 64L));

    assertThat(work.idle()).hasValue(300);
  }

  @Test
  void onlyAJobThatWasGivenUpAndFailedCounts() {
    JobResult failed = null;
    jobStarts(1, "");
    jobStarts(2, "");
    work.onJobEnd(new SparkListenerJobEnd(1, 0, failed));
    assertThat(work.cancelledFailed()).as("failed by itself").isFalse();

    jobStarts(3, "");
    work.markCancelled(Set.of(2, 3));
    work.onJobEnd(new SparkListenerJobEnd(2, 0, JobSucceeded$.MODULE$));
    assertThat(work.cancelledFailed()).as("came to its end all the same").isFalse();
    assertThat(work.cancelledRun()).isTrue();

    work.onJobEnd(new SparkListenerJobEnd(3, 0, failed));
    assertThat(work.cancelledFailed()).isTrue();
    assertThat(work.cancelledRun()).isFalse();
  }

  private void jobStarts(int job, String description) {
    Properties properties = new Properties();
    properties.setProperty("spark.job.description", description);
    work.onJobStart(new SparkListenerJobStart(job, 0, seq(List.of()), properties));
  }

  private void taskStarts(long task) {
    work.onTaskStart(new SparkListenerTaskStart(4, 0, info(task)));
  }

  private static TaskInfo info(long task) {
    return new TaskInfo(task, 0, 1, 2, 0, "3", "host-b", TaskLocality.ANY(), false);
  }

  private void heartbeat(long task, AccumulableInfo... counts) {
    Tuple4<Object, Object, Object, Seq<AccumulableInfo>> told =
        new Tuple4<>(task, 4, 0, seq(List.of(counts)));
    work.onExecutorMetricsUpdate(
        new SparkListenerExecutorMetricsUpdate(
            "3", seq(List.of(told)), scala.collection.immutable.Map$.MODULE$.empty()));
  }

  private static AccumulableInfo count(String name, Object value) {
    return new AccumulableInfo(
        1, Option.apply(name), Option.apply(value), Option.empty(), false, false, Option.empty());
  }

  private static <T> Seq<T> seq(List<T> elements) {
    return JavaConverters.asScalaBuffer(elements).toList();
  }
}
