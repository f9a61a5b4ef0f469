package io.sparkrnn.bench;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.openblas.global.openblas;

/** Describes the machine that a benchmark ran on. */
final class Machine {

  private Machine() {}

  /** Returns properties of the machine by name, in the order in which they are shown. */
  static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    BlasInfo blas = BlasLibrary.load();
    facts.put("processor", blas.processor().model());
    facts.put("instructions", blas.processor().instructions().toString());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("system", property("os.name") + " " + property("os.version"));
    facts.put("java", property("java.vm.name") + " " + Runtime.version());
    facts.put("heap_mb", Runtime.getRuntime().maxMemory() >> 20);
    facts.put("blas", "OpenBLAS " + blas.version());
    facts.put("core_type", blas.coreType().label());
    facts.put("blas_threads", blasThreads());
    return facts;
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** Returns the number of BLAS threads that a worker thread, or a task, uses. */
  private static int blasThreads() {
    try (WorkerThreads crew = new WorkerThreads(1)) {
      return crew.invokeAll(thread -> openblas.blas_get_num_threads()).get(0);
    }
  }
}
