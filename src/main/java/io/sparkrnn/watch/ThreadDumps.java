package io.sparkrnn.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ThreadStackTrace;
import scala.Option;
import scala.collection.JavaConverters;

/** Asks executors for the stacks of their threads. */
final class ThreadDumps {

  /** Spark itself waits for two minutes, for one executor after the other. */
  static final int SECONDS = 10;

  private static final int FRAMES = 30;

  private ThreadDumps() {}

  /** Each executor's threads; empty where it did not answer. */
  static Map<String, Optional<List<ThreadStackTrace>>> of(
      SparkContext context, Set<String> executors) {
    Map<String, CompletableFuture<List<ThreadStackTrace>>> asked = new LinkedHashMap<>();
    executors.forEach(executor -> asked.put(executor, ask(context, executor)));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Map<String, Optional<List<ThreadStackTrace>>> answers = new LinkedHashMap<>();
    asked.forEach((executor, answer) -> answers.put(executor, await(answer, deadline)));
    return answers;
  }

  private static CompletableFuture<List<ThreadStackTrace>> ask(
      SparkContext context, String executor) {
    CompletableFuture<List<ThreadStackTrace>> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Option<ThreadStackTrace[]> dump = context.getExecutorThreadDump(executor);
              if (dump.isDefined()) {
                answer.complete(List.of(dump.get()));
              }
            },
            "thread dump of executor " + executor);
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private static Optional<List<ThreadStackTrace>> await(
      CompletableFuture<List<ThreadStackTrace>> answer, long deadline) {
    try {
      return Optional.of(
          answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * The thread of a task. Spark names it after the task; the number of the task tells it from one
   * that waits for work and still has the name of its last task.
   */
  static Optional<ThreadStackTrace> of(RunningTask task, List<ThreadStackTrace> threads) {
    return threads.stream()
        .filter(thread -> thread.threadName().endsWith("(TID %d)".formatted(task.id())))
        .findFirst();
  }

  /** State and innermost calls, a line each. */
  static String text(ThreadStackTrace thread) {
    StringBuilder text = new StringBuilder(thread.threadState().toString());
    if (thread.blockedByThreadId().isDefined()) {
      text.append(", waits for thread ").append(thread.blockedByThreadId().get());
    }
    List<String> frames = JavaConverters.seqAsJavaList(thread.stackTrace().elems());
    frames.stream()
        .limit(FRAMES)
        .forEach(frame -> text.append("\n      at ").append(method(frame)));
    if (frames.size() > FRAMES) {
      text.append("\n      and %d more".formatted(frames.size() - FRAMES));
    }
    return text.toString();
  }

  /** Without the name of the class loader that user code is from. */
  private static String method(String frame) {
    return frame.strip().replaceFirst("^app//", "");
  }
}
