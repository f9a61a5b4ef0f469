package io.sparkrnn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks that wait or are slow, in a session whose heartbeats come often. */
class StallDetectorIT {

  /** Long enough for a machine that has other things to do. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /** Where the two tasks of a job meet, which takes two free cores. */
  private static final CyclicBarrier MEETING = new CyclicBarrier(2);

  private static JavaSparkContext context;

  @BeforeAll
  static void startSpark() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    context =
        JavaSparkContext.fromSparkContext(
            SparkSession.builder()
                .master("local[2]")
                .appName("stalls")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.heartbeatInterval", "100ms")
                .getOrCreate()
                .sparkContext());
    // The first job of a context takes its time.
    assertThat(numbers().count()).isEqualTo(2);
  }

  @AfterAll
  static void stopSpark() {
    context.stop();
  }

  @Test
  void aTaskThatWaitsForEverEndsTheJob() {
    StallDetector watch = StallDetector.over(context.sc(), LIMIT);
    context.setJobGroup("spark-rnn", "epoch 3 of 8");
    try (LogLines log = LogLines.of(StallDetector.class)) {
      JavaRDD<Integer> waiting = numbers().map(number -> number == 1 ? waitForEver() : number);

      assertThatThrownBy(waiting::collect)
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("no progress");

      assertThatThrownBy(watch::close)
          .isInstanceOf(StalledException.class)
          .hasMessageMatching(
              "epoch 3 of 8: no progress for \\d+ s \\(watch.stall-timeout-seconds\\): 1 task on 1 executor"
                  + " is stalled; see the log for the stack of its thread\\. .*train --resume.*");
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0))
          .startsWith("ERROR epoch 3 of 8: no progress for ")
          .containsPattern("executor +host +stage +task +attempt +runs for +idle for +examples")
          .containsPattern("\n  driver +\\S+ +\\d+ +1 +0 +\\d+ s +\\d+ s +0")
          .containsPattern("executor driver, task 1 of stage \\d+: WAITING\n")
          .contains("at io.sparkrnn.watch.StallDetectorIT.waitForEver(");
    }
    assertThat(numbers().map(StallDetectorIT::meet).collect()).containsExactly(0, 1);
  }

  @Test
  void aTaskThatGetsOnSlowlyIsLet() {
    LongAccumulator progress = context.sc().longAccumulator("rows");
    try (StallDetector watch = StallDetector.over(context.sc(), LIMIT)) {
      assertThat(numbers().map(number -> count(number, progress)).collect()).containsExactly(0, 1);
    }
    assertThat(progress.value()).isEqualTo(60);
  }

  @Test
  void theDriverMayTakeItsTimeBetweenJobs() throws InterruptedException {
    try (StallDetector watch = StallDetector.over(context.sc(), LIMIT)) {
      assertThat(numbers().count()).isEqualTo(2);
      Thread.sleep(LIMIT.toMillis() * 3 / 2);
      assertThat(numbers().count()).isEqualTo(2);
    }
  }

  @Test
  void withoutALimitNothingIsWatched() {
    StallDetector watch = StallDetector.over(context.sc(), Duration.ZERO);

    assertThatCode(watch::close).doesNotThrowAnyException();
  }

  private static JavaRDD<Integer> numbers() {
    return context.parallelize(List.of(0, 1), 2);
  }

  private static int waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return 1;
  }

  private static int meet(int number) throws Exception {
    MEETING.await(1, TimeUnit.MINUTES);
    return number;
  }

  /** For longer than the limit. */
  private static int count(int number, LongAccumulator progress) throws InterruptedException {
    for (int step = 0; step < 30; step++) {
      Thread.sleep(LIMIT.toMillis() / 20);
      progress.add(1);
    }
    return number;
  }
}
