package io.sparkrnn.bench;

import io.sparkrnn.bench.SgemmProcess.Measured;
import io.sparkrnn.blas.Blas;
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
 * Measures products of matrices with the kernels of each core type that suits the processor, in
 * processes of their own. The fastest is the limit that layers are compared with: a library that
 * chose badly would otherwise be compared with itself.
 */
final class CoreTypes {

  private static final Logger LOG = LoggerFactory.getLogger(CoreTypes.class);

  private final int cores;
  private final Effort effort;
  private final Blas present = BlasLibrary.load();

  CoreTypes(int cores, Effort effort) {
    this.cores = cores;
    this.effort = effort;
  }

  /** Medians of some turns, in each of which every core type is measured once. */
  CoreTypeSpeeds measure() {
    Set<CoreType> types = new LinkedHashSet<>(List.of(present.coreType()));
    types.addAll(CoreType.suitable(present.processor().instructions()));
    types.remove(CoreType.UNKNOWN);
    Map<CoreType, List<Measured>> measured = new LinkedHashMap<>();
    for (int turn = 0; turn < effort.coreTypeTurns(); turn++) {
      for (CoreType type : types) {
        run(type)
            // One that the library does not have, or takes for another.
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

  /** Empty if the process fails, as with kernels of instructions that the processor has not. */
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
      LOG.warn("products with kernels for {} are not measured: {}", type, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted while measuring", e);
    }
  }

  /**
   * Spark's class path has the libraries; the job's jar, which spark-submit loads, is not on it.
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
