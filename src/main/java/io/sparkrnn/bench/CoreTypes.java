package io.sparkrnn.bench;

import io.sparkrnn.bench.SgemmProcess.Measured;
import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.error.InterruptedRunException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures matrix products with the kernels of each core type of OpenBLAS that the processor
 * supports, in separate processes. Layers are compared with the fastest one: otherwise, if OpenBLAS
 * selected slow kernels, they would be compared with these.
 */
final class CoreTypes {

  private static final Logger LOG = LoggerFactory.getLogger(CoreTypes.class);

  private final int cores;
  private final BenchSettings effort;
  private final BlasInfo present = BlasLibrary.load();

  CoreTypes(int cores, BenchSettings effort) {
    this.cores = cores;
    this.effort = effort;
  }

  /** Measures every core type once per turn; returns the medians. */
  CoreTypeSpeeds measure() {
    Set<CoreType> types = new LinkedHashSet<>(List.of(present.coreType()));
    types.addAll(CoreType.suitable(present.processor().instructions()));
    types.remove(CoreType.UNKNOWN);
    Map<CoreType, List<Measured>> measured = new LinkedHashMap<>();
    for (int turn = 0; turn < effort.coreTypeTurns(); turn++) {
      for (CoreType type : types) {
        run(type)
            // OpenBLAS uses another core type if it has no kernels for the requested one.
            .filter(found -> found.coreType() == type)
            .ifPresent(
                found -> measured.computeIfAbsent(type, none -> new ArrayList<>()).add(found));
      }
    }
    Map<CoreType, CoreTypeSpeeds.Speed> speeds = new LinkedHashMap<>();
    measured.forEach(
        (type, all) ->
            speeds.put(
                type,
                new CoreTypeSpeeds.Speed(
                    new Rates(all.stream().map(Measured::one).toList()).median(),
                    new Rates(all.stream().map(Measured::all).toList()).median())));
    return new CoreTypeSpeeds(present.coreType(), speeds);
  }

  /**
   * Measures a core type in a process of its own; empty if the process fails, for example because
   * the processor lacks instructions of the kernels.
   */
  private Optional<Measured> run(CoreType type) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath(),
            SgemmProcess.class.getName(),
            Integer.toString(cores),
            Double.toString(effort.sgemmSeconds()));
    builder.environment().put(CoreType.VARIABLE, type.label());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      Optional<Measured> measured;
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        measured =
            output.lines().flatMap(line -> Measured.parse(line).stream()).reduce((a, b) -> b);
      }
      return process.waitFor() == 0 ? measured : Optional.empty();
    } catch (IOException e) {
      LOG.warn("matrix products with kernels for {} are not measured: {}", type, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted while measuring", e);
    }
  }

  /**
   * Returns the class path of the child process. Spark's class path has the libraries but not the
   * job's jar, which spark-submit loads separately.
   */
  private static String classPath() {
    try {
      Path own =
          Path.of(CoreTypes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return String.join(
          File.pathSeparator,
          Stream.of(own.toString(), System.getProperty("java.class.path")).distinct().toList());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
