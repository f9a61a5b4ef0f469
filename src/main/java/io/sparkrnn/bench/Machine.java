package io.sparkrnn.bench;

import io.sparkrnn.blas.Blas;
import io.sparkrnn.blas.BlasLibrary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.openblas.global.openblas;

/** What the figures were measured on. */
final class Machine {

  private Machine() {}

  /** Names and values, in the order in which they are shown. */
  static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Blas blas = BlasLibrary.load();
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

  /** What a thread of a crew, or a task, uses. */
  private static int blasThreads() {
    try (Crew crew = new Crew(1)) {
      return crew.together(thread -> openblas.blas_get_num_threads()).get(0);
    }
  }
}
