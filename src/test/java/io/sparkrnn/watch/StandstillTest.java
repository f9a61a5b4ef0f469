package io.sparkrnn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandstillTest {

  private static final long SECOND = 1_000_000_000;

  private static final RunningTask TASK =
      new RunningTask(7, 4, 2, 1, "3", "host-b", 10 * SECOND, 20 * SECOND, 1024, 2000);

  @Test
  void saysThatThereIsNoExecutor() {
    assertThat(found(Map.of(1, "reading reviews.csv"), List.of(), 0).message())
        .startsWith(
            "reading reviews.csv: no progress for 600 s (watch.stall-seconds): there is no"
                + " executor; see that the cluster has workers with as many cores and as much memory"
                + " free as spark.executor.cores and spark.executor.memory ask for. ");
  }

  @Test
  void saysThatExecutorsHaveNoTask() {
    assertThat(found(Map.of(1, ""), List.of(), 2).message())
        .startsWith(
            "a job of Spark: no progress for 600 s (watch.stall-seconds): no task runs on 2"
                + " executors; ");
  }

  @Test
  void saysWhichTasksStandStill() {
    RunningTask other = new RunningTask(8, 4, 3, 0, "3", "host-b", 0, 0, 0, 0);

    assertThat(found(Map.of(1, "test"), List.of(TASK, other), 2).message())
        .isEqualTo(
            "test: no progress for 600 s (watch.stall-seconds): 2 tasks on 1 executor stand still;"
                + " the log has what their threads do. Checkpoints are kept: 'train --resume' goes on"
                + " from the last one");
  }

  @Test
  void tellsAnExecutorThatDoesNotAnswer() {
    assertThat(found(Map.of(1, "test"), List.of(TASK), 1).details(Map.of("3", Optional.empty())))
        .isEqualTo(
            """
            test: no progress for 600 s; 1 executor, 1 running task
              executor  host    stage  task  attempt  runs for  still for  examples
              3         host-b  4      2     1        690 s     680 s      1,024
              executor 3, task 2 of stage 4: the executor told no stacks within 10 s""");
  }

  private static Standstill found(
      Map<Integer, String> jobs, List<RunningTask> tasks, int executors) {
    return new Standstill(jobs, tasks, executors, 700 * SECOND, 600 * SECOND);
  }
}
