package io.sparkrnn.bench;

import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import java.util.Optional;

/**
 * Entry point of a child process that measures matrix products; a separate process is needed
 * because OpenBLAS selects its kernels once per process. Prints the core type and the GFLOP/s of
 * one core and of all cores.
 */
final class SgemmProcess {

  /**
   * The line that the process prints.
   *
   * @param coreType the core type that OpenBLAS uses
   * @param one GFLOP/s of one core
   * @param all GFLOP/s of all cores
   */
  record Measured(CoreType coreType, double one, double all) {

    String line() {
      return coreType.label() + " " + one + " " + all;
    }

    /** Parses a line; empty if it is not a measurement, such as a warning. */
    static Optional<Measured> parse(String line) {
      String[] words = line.strip().split(" ");
      if (words.length != 3) {
        return Optional.empty();
      }
      try {
        double one = Double.parseDouble(words[1]);
        double all = Double.parseDouble(words[2]);
        return CoreType.named(words[0]).map(type -> new Measured(type, one, all));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  private SgemmProcess() {}

  /**
   * Measures and prints.
   *
   * @param arguments the number of cores, and the minimum seconds per measurement of a shape
   */
  public static void main(String[] arguments) {
    int cores = Integer.parseInt(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    CoreType type = BlasLibrary.load().coreType();
    System.out.println(new Measured(type, gflops(1, seconds), gflops(cores, seconds)).line());
  }

  private static double gflops(int cores, double seconds) {
    try (WorkerThreads workers = new WorkerThreads(cores);
        Roofline roofline = new Roofline(workers, seconds)) {
      // The first measurement is a warm-up: its products touch their memory for the first time.
      roofline.measure();
      return roofline.measure();
    }
  }
}
