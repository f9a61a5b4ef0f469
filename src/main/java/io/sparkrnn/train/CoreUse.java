package io.sparkrnn.train;

import io.sparkrnn.nn.NativeThreads;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, in each executor, that the tasks which compute at the same time have a core each: native
 * code that shares cores is several times slower, and nothing else would say why.
 */
final class CoreUse {

  private static final Logger LOG = LoggerFactory.getLogger(CoreUse.class);

  /** Of this process, which is what the processors belong to. */
  private static final AtomicInteger BUSY = new AtomicInteger();

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private CoreUse() {}

  /** The present task computes with {@code cores} native threads until it ends. */
  static void begin(int cores) {
    NativeThreads.limitTo(cores);
    TaskContext task = TaskContext.get();
    if (task == null) {
      return;
    }
    task.addTaskCompletionListener(
        ended -> {
          BUSY.addAndGet(-cores);
        });
    warning(BUSY.addAndGet(cores), cores, Runtime.getRuntime().availableProcessors())
        .filter(text -> WARNED.compareAndSet(false, true))
        .ifPresent(text -> LOG.warn("executor {}: {}", SparkEnv.get().executorId(), text));
  }

  /** What is wrong with so many busy cores; empty if nothing is. */
  static Optional<String> warning(int busy, int coresOfTask, int processors) {
    return busy <= processors
        ? Optional.empty()
        : Optional.of(
            ("%d tasks of %d native threads each compute at once on %d processors; lower"
                    + " spark.executor.cores (the N of --master 'local[N]'), or training will be"
                    + " slower than with fewer replicas")
                .formatted(busy / coresOfTask, coresOfTask, processors));
  }
}
