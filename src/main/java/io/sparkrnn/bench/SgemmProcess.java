package io.sparkrnn.bench;

import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import java.util.Optional;

/**
 * A process of its own that multiplies matrices: OpenBLAS chooses its kernels once a process.
 * Prints the core type, and GFLOP/s of one core and of all, and ends.
 */
final class SgemmProcess {

  /** What the process prints. */
  record Measured(CoreType coreType, double one, double all) {

    String line() {
      return coreType.label() + " " + one + " " + all;
    }

    /** Reads a line; empty if it is another one, such as a warning. */
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

  /** Takes the number of cores, and the seconds to measure each shape for. */
  public static void main(String[] arguments) {
    int cores = Integer.parseInt(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    CoreType type = BlasLibrary.load().coreType();
    System.out.println(new Measured(type, gflops(1, seconds), gflops(cores, seconds)).line());
  }

  private static double gflops(int cores, double seconds) {
    try (Crew crew = new Crew(cores);
        Roofline roofline = new Roofline(crew, seconds)) {
      // The first products touch their memory for the first time.
      roofline.measure();
      return roofline.measure();
    }
  }
}
