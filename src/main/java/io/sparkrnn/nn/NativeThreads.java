package io.sparkrnn.nn;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the threads of native code to the cores that a task owns. With one task per core and as
 * many threads in each task as the machine has cores, training ran three times slower than with one
 * thread per task.
 */
public final class NativeThreads {

  private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);

  /** Limit set for each thread: OpenMP keeps its thread count per calling thread. */
  private static final ThreadLocal<Integer> LIMIT = ThreadLocal.withInitial(() -> 0);

  private NativeThreads() {}

  /** Limits native code that the current thread calls to {@code cores} threads. */
  public static void limitTo(int cores) {
    if (LIMIT.get() != cores) {
      // NativeOpsHolder has an implementation only after ND4J has chosen a backend, which this call
      // triggers in a new executor.
      Nd4j.getExecutioner();
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(cores);
      openblas.blas_set_num_threads(cores);
      LIMIT.set(cores);
      if (openblas.blas_get_num_threads() != cores) {
        LOG.warn(
            "BLAS uses {} threads where a task owns {} cores; set OPENBLAS_NUM_THREADS={}"
                + " (on executors: spark.executorEnv.OPENBLAS_NUM_THREADS)",
            openblas.blas_get_num_threads(),
            cores,
            cores);
      }
    }
  }
}
