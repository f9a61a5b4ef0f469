package io.sparkrnn.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ThreadStackTrace;
import scala.Option;
import scala.collection.JavaConverters;

/** Requests thread dumps from executors and formats them. */
final class ThreadDumps {

  /**
   * Time limit for the dumps of all executors together. Spark itself waits up to two minutes for
   * each executor, one after the other.
   */
  static final int SECONDS = 10;

  private static final int FRAMES = 30;

  private static final ThreadFactory THREADS =
      new BasicThreadFactory.Builder().namingPattern("thread dump %d").daemon(true).build();

  private ThreadDumps() {}

  /** Returns the threads of each executor; empty if it did not answer within the limit. */
  static Map<String, Optional<List<ThreadStackTrace>>> of(
      SparkContext context, Set<String> executors) throws InterruptedException {
    Map<String, Future<Optional<List<ThreadStackTrace>>>> requests = new LinkedHashMap<>();
    for (String executor : executors) {
      requests.put(
          executor,
          CompletableFuture.supplyAsync(
                  () -> request(context, executor), task -> THREADS.newThread(task).start())
              .completeOnTimeout(Optional.empty(), SECONDS, TimeUnit.SECONDS));
    }
    Map<String, Optional<List<ThreadStackTrace>>> dumps = new LinkedHashMap<>();
    for (String executor : executors) {
      try {
        dumps.put(executor, requests.get(executor).get());
      } catch (ExecutionException e) {
        dumps.put(executor, Optional.empty());
      }
    }
    return dumps;
  }

  private static Optional<List<ThreadStackTrace>> request(SparkContext context, String executor) {
    Option<ThreadStackTrace[]> dump = context.getExecutorThreadDump(executor);
    return dump.isDefined() ? Optional.of(List.of(dump.get())) : Optional.empty();
  }

  /**
   * Returns the thread that runs a task. Spark puts the task id (TID) into the thread's name; idle
   * threads keep the name of their last task, which has another id.
   */
  static Optional<ThreadStackTrace> of(RunningTask task, List<ThreadStackTrace> threads) {
    return threads.stream()
        .filter(thread -> thread.threadName().endsWith("(TID %d)".formatted(task.id())))
        .findFirst();
  }

  /** Returns the state and the innermost stack frames of a thread, one per line. */
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

  /** Returns a stack frame without the name of the class loader of user code. */
  private static String method(String frame) {
    return frame.strip().replaceFirst("^app//", "");
  }
}
