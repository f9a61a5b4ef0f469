package io.sparkrnn.blas;

/** Vector instructions that kernels are written for, the weaker ones of an architecture first. */
public enum InstructionSet {
  /** Whatever every processor of the architecture has: SSE2 to SSE4.2 on x86-64, NEON on ARM. */
  BASIC("no more than SSE or NEON"),
  AVX("AVX"),
  AVX2("AVX2"),
  AVX512("AVX-512"),
  SVE("SVE");

  private final String label;

  InstructionSet(String label) {
    this.label = label;
  }

  /** Whether kernels for {@code other} run where there is this one. */
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
