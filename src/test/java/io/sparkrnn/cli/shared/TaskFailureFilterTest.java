package io.sparkrnn.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.LogLines;
import io.sparkrnn.config.LoggingSettings;
import io.sparkrnn.config.LoggingSettings.Level;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class TaskFailureFilterTest {

  private static final BadDataException DAMAGED = new BadDataException("a.csv is damaged");

  private final TaskFailureFilter filter = new TaskFailureFilter(() -> 1);

  private boolean drops(String message, Throwable thrown) {
    return drops(filter, message, thrown);
  }

  private static boolean drops(TaskFailureFilter filter, String message, Throwable thrown) {
    return filter.filter(
            Log4jLogEvent.newBuilder()
                .setLevel(org.apache.logging.log4j.Level.ERROR)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build())
        == Result.DENY;
  }

  private boolean drops(String message) {
    return drops(message, null);
  }

  @Test
  void dropsWhatSparkWritesOfATaskWithBadData() {
    assertThat(drops("Putting block rdd_3_0 failed due to exception " + DAMAGED)).isTrue();
    assertThat(drops("Block rdd_3_0 could not be removed as it was not found on disk")).isTrue();
    assertThat(drops("Exception in task 0.0 in stage 1.0 (TID 1)", DAMAGED)).isTrue();
    assertThat(drops("Exception in task 0.0", new SparkException("failed", DAMAGED))).isTrue();
    assertThat(
            drops("Lost task 0.1 in stage 1.0 (TID 1) (host executor 2): " + DAMAGED + "\n\tat x"))
        .isTrue();
    assertThat(drops("Task 0 in stage 1.0 failed 1 times; aborting job")).isTrue();
  }

  @Test
  void dropsTheLastLineIfOnlyTheFirstAttemptIsLoggedAsAWarning() {
    TaskFailureFilter twice = new TaskFailureFilter(() -> 2);
    assertThat(drops(twice, "Lost task 3.0 in stage 1.0 (TID 1): " + DAMAGED, null)).isTrue();
    assertThat(drops(twice, "Task 3 in stage 1.0 failed 2 times; aborting job", null)).isTrue();
  }

  @Test
  void dropsWhatSparkWritesOfAFileThatItReadsForItsSchema() {
    IOException ended = new IOException("Unexpected end of input stream");
    StackTraceElement frame =
        new StackTraceElement(
            "org.apache.spark.sql.catalyst.json.JsonInferSchema", "infer", "x.scala", 1);
    String stack = "java.io.EOFException: end\n\tat ";
    assertThat(drops("Exception in task 0.0 in stage 1.0", ended)).isFalse();
    ended.setStackTrace(new StackTraceElement[] {frame});
    assertThat(drops("Exception in task 0.0 in stage 1.0", ended)).isTrue();
    assertThat(
            drops(
                "Lost task 0.0 in stage 1.0 (TID 1) (host executor 2): %s%s"
                    .formatted(stack, frame)))
        .isTrue();
    assertThat(drops("Task 0 in stage 1.0 failed 1 times; aborting job")).isTrue();
    assertThat(drops(stack + frame)).as("no task").isFalse();
  }

  @Test
  void passesEveryOtherLine() {
    assertThat(drops("Lost task 0.1 in stage 1.0 (TID 1) (host executor 2): " + DAMAGED)).isTrue();
    assertThat(drops("Putting block rdd_3_0 failed due to exception " + DAMAGED)).isTrue();

    assertThat(drops("Exception in task 0.0 in stage 1.0", new SparkException("x"))).isFalse();
    assertThat(drops("Exception in task 0.0", new java.io.IOException("disk"))).isFalse();
    assertThat(drops("Lost task 1.0 in stage 1.0 (TID 2): java.io.IOException: disk")).isFalse();
    assertThat(drops("Task 1 in stage 1.0 failed 4 times; aborting job")).isFalse();
    assertThat(drops("Task 0 in stage 1.1 failed 4 times; aborting job")).isFalse();
    assertThat(drops("Task 0 in stage 11.0 failed 4 times; aborting job")).isFalse();
    assertThat(drops("Block rdd_3_1 could not be removed as it was not found")).isFalse();
    assertThat(drops("Block rdd_3_0 is large")).isFalse();
    assertThat(drops("java.lang.Error: x\n\tat io.sparkrnn.error.MessageText.reason")).isFalse();
    assertThat(drops("")).isFalse();
  }

  @Test
  void dropsTheSecondLineOnce() {
    assertThat(drops("Lost task 2.0 in stage 1.0 (TID 1): " + DAMAGED)).isTrue();
    assertThat(drops("Task 2 in stage 1.0 failed 1 times; aborting job")).isTrue();
    assertThat(drops("Task 2 in stage 1.0 failed 1 times; aborting job")).isFalse();
  }

  @Test
  void leavesOneLineOfATaskThatIsTriedAgain() {
    LogLevels.apply(new LoggingSettings(Level.INFO, Level.WARN));
    TaskFailureFilter twice = new TaskFailureFilter(() -> 2);
    String lost = "in stage 1.0 (TID 1) (host executor 2): " + DAMAGED;
    try (LogLines log = LogLines.of(TaskFailureFilter.class)) {
      assertThat(drops(twice, "Lost task 2.0 " + lost + "\n\tat x", null)).isTrue();
      assertThat(drops(twice, "Lost task 2.1 " + lost + "\n\tat x", null)).isTrue();
      assertThat(drops(twice, "Task 2 in stage 1.0 failed 2 times; aborting job", null)).isTrue();

      assertThat(log.lines()).containsExactly("WARN Lost task 2.0 " + lost);
    }
  }
}
