package io.sparkrnn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.openblas.global.openblas;

/** What the figures were measured on. */
final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Names and values, in the order in which they are shown. */
  static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("system", property("os.name") + " " + property("os.version"));
    facts.put("java", property("java.vm.name") + " " + Runtime.version());
    facts.put("heap_mb", Runtime.getRuntime().maxMemory() >> 20);
    facts.put("blas", blas());
    facts.put("blas_threads", blasThreads());
    return facts;
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** The model's name where Linux tells it, else the architecture. */
  private static String processor() {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(() -> property("os.arch"));
      } catch (IOException e) {
        return property("os.arch");
      }
    }
    return property("os.arch");
  }

  /** As JavaCPP numbers them. */
  private static String blas() {
    return switch (openblas.blas_get_vendor()) {
      case 2 -> "OpenBLAS";
      case 3 -> "MKL";
      default -> "unknown";
    };
  }

  /** What a thread of a crew, or a task, uses. */
  private static int blasThreads() {
    try (Crew crew = new Crew(1)) {
      return crew.together(thread -> openblas.blas_get_num_threads()).get(0);
    }
  }
}
