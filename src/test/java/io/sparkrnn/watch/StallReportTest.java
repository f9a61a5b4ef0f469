package io.sparkrnn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StallReportTest {

  private static final long SECOND = 1_000_000_000;

  private static final RunningTask TASK =
      new RunningTask(7, 4, 2, 1, "3", "host-b", 10 * SECOND, 20 * SECOND, 1024, 2000);

  @Test
  void saysThatThereIsNoExecutor() {
    assertThat(found(Map.of(1, "reading reviews.csv"), List.of(), 0).message())
        .startsWith(
            "reading reviews.csv: no progress for 600 s (watch.stall-timeout-seconds): there is no"
                + " executor; check that the cluster has workers with as many free cores and as"
                + " much free memory as spark.executor.cores and spark.executor.memory request. ");
  }

  @Test
  void saysThatExecutorsHaveNoTask() {
    assertThat(found(Map.of(1, ""), List.of(), 2).message())
        .startsWith(
            "a Spark job: no progress for 600 s (watch.stall-timeout-seconds): no task runs on 2"
                + " executors; ");
  }

  @Test
  void saysWhichTasksStandStill() {
    RunningTask other = new RunningTask(8, 4, 3, 0, "3", "host-b", 0, 0, 0, 0);

    assertThat(found(Map.of(1, "test"), List.of(TASK, other), 2).message())
        .isEqualTo(
            "test: no progress for 600 s (watch.stall-timeout-seconds): 2 tasks on 1 executor are"
                + " stalled; see the log for the stacks of their threads. Checkpoints are kept:"
                + " 'train --resume' resumes from the last one");
  }

  @Test
  void tellsAnExecutorThatDoesNotAnswer() {
    assertThat(found(Map.of(1, "test"), List.of(TASK), 1).details(Map.of("3", Optional.empty())))
        .isEqualTo(
            """
            test: no progress for 600 s; 1 executor, 1 running task
              executor  host    stage  task  attempt  runs for  idle for  examples
              3         host-b  4      2     1        690 s     680 s     1,024
              executor 3, task 2 of stage 4: the executor sent no thread dump within 10 s""");
  }

  private static StallReport found(
      Map<Integer, String> jobs, List<RunningTask> tasks, int executors) {
    return new StallReport(jobs, tasks, executors, 700 * SECOND, 600 * SECOND);
  }
}
