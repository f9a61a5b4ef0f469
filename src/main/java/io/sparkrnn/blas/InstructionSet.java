package io.sparkrnn.blas;

/** Vector instruction sets that kernels are written for, ascending within an architecture. */
public enum InstructionSet {
  /** Baseline of the architecture: SSE2 to SSE4.2 on x86-64, NEON on ARM. */
  BASIC("no more than SSE or NEON"),
  AVX("AVX"),
  AVX2("AVX2"),
  AVX512("AVX-512"),
  SVE("SVE");

  private final String label;

  InstructionSet(String label) {
    this.label = label;
  }

  /** Whether a processor with this instruction set can run kernels for {@code other}. */
  boolean covers(InstructionSet other) {
    return other == BASIC || this == other || isX86() && other.isX86() && compareTo(other) > 0;
  }

  private boolean isX86() {
    return this == AVX || this == AVX2 || this == AVX512;
  }

  @Override
  public String toString() {
    return label;
  }
}
