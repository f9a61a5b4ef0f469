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
 * Detects, in each executor, that concurrent tasks use more native threads than there are
 * processors. Native code that shares cores is several times slower, and Spark does not report it.
 */
final class CoreOversubscription {

  private static final Logger LOG = LoggerFactory.getLogger(CoreOversubscription.class);

  /** Native threads of the running tasks of this process. */
  private static final AtomicInteger BUSY = new AtomicInteger();

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private CoreOversubscription() {}

  /** Limits the current task to {@code cores} native threads and counts them until it ends. */
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

  /** Returns a warning if more native threads are busy than there are processors; else empty. */
  static Optional<String> warning(int busy, int coresOfTask, int processors) {
    return busy <= processors
        ? Optional.empty()
        : Optional.of(
            ("%d tasks with %d native threads each run at once on %d processors; lower"
                    + " spark.executor.cores (the N of --master 'local[N]'), or training will be"
                    + " slower than with fewer replicas")
                .formatted(busy / coresOfTask, coresOfTask, processors));
  }
}
