package io.sparkrnn.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import org.bytedeco.openblas.global.openblas;

/** Machine that a benchmark ran on; its properties are in the order in which they are shown. */
@JsonNaming(SnakeCaseStrategy.class)
public record Machine(
    String processor,
    String instructions,
    int processors,
    String system,
    String java,
    long heapMb,
    String blas,
    String coreType,
    int blasThreads) {

  /** Returns this machine. */
  static Machine present() {
    BlasInfo blas = BlasLibrary.load();
    return new Machine(
        blas.processor().model(),
        blas.processor().instructions().toString(),
        Runtime.getRuntime().availableProcessors(),
        property("os.name") + " " + property("os.version"),
        property("java.vm.name") + " " + Runtime.version(),
        Runtime.getRuntime().maxMemory() >> 20,
        "OpenBLAS " + blas.version(),
        blas.coreType().label(),
        openBlasThreads());
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** Returns the number of BLAS threads that a worker thread, or a task, uses. */
  private static int openBlasThreads() {
    try (WorkerThreads workers = new WorkerThreads(1)) {
      return workers.invokeAll(thread -> openblas.blas_get_num_threads()).get(0);
    }
  }
}
