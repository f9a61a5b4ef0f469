package io.sparkrnn.nn;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps native code to the cores that a task owns. With one task per core and as many threads in
 * each as the machine has cores, training ran three times slower than with one thread a task.
 */
public final class NativeThreads {

  private static final Logger LOG = LoggerFactory.getLogger(NativeThreads.class);

  /** OpenMP remembers its thread count per calling thread, so each thread is told once. */
  private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

  private NativeThreads() {}

  /** Lets native code that this thread calls use {@code cores} threads. */
  public static void limitTo(int cores) {
    if (TOLD.get() != cores) {
      // The holder finds its implementation only once ND4J has chosen a backend, which in a fresh
      // executor nothing has asked for yet.
      Nd4j.getExecutioner();
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(cores);
      openblas.blas_set_num_threads(cores);
      TOLD.set(cores);
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
