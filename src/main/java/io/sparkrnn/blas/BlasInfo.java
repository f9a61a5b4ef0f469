package io.sparkrnn.blas;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * OpenBLAS library and kernels that a process uses.
 *
 * @param version version of the library, such as 0.3.31
 * @param coreType core type whose kernels are used
 * @param chosenBy what selected the core type
 * @param processor processor of the process
 */
public record BlasInfo(
    String version, CoreType coreType, KernelSelection chosenBy, Processor processor)
    implements Serializable {

  /** Selection of the core type, whose kernels a process uses. */
  public enum KernelSelection {
    /** OpenBLAS itself, by detecting the processor. */
    LIBRARY,
    /** The environment variable {@value CoreType#VARIABLE}. */
    ENVIRONMENT,
    /** The setting {@code blas.core-type}. */
    SETTING
  }

  /**
   * Finding that kernels do not use all vector instructions of the processor.
   *
   * @param problem description of the kernels and the processor
   * @param fix setting or environment variable to change
   */
  public record KernelMismatch(String problem, String fix) {
    @Override
    public String toString() {
      return problem + "; fix: " + fix;
    }
  }

  public BlasInfo {
    requireNonNull(version, "version is null");
    requireNonNull(coreType, "coreType is null");
    requireNonNull(chosenBy, "chosenBy is null");
    requireNonNull(processor, "processor is null");
  }

  /**
   * Returns name, version and core type of the library. Processes with equal ones compute the same
   * bits.
   */
  public String kernels() {
    return "OpenBLAS %s, %s".formatted(version, coreType);
  }

  /** Returns a copy whose core type was selected by the setting. */
  BlasInfo bySetting() {
    return new BlasInfo(version, coreType, KernelSelection.SETTING, processor);
  }

  /**
   * Detects kernels that do not use all vector instructions of the processor; empty if they do, or
   * if the setting selects them. On a processor with AVX-512, kernels for AVX2 reach about half of
   * its speed, and kernels for SSE a fifth.
   */
  public Optional<KernelMismatch> oldKernels() {
    InstructionSet has = processor.instructions();
    boolean old =
        chosenBy != KernelSelection.SETTING
            && coreType != CoreType.UNKNOWN
            && (has == InstructionSet.AVX2 || has == InstructionSet.AVX512)
            && !coreType.instructions().covers(has);
    return old
        ? Optional.of(
            new KernelMismatch(
                ("OpenBLAS %s computes with its kernels for %s (%s), and this processor (%s) has"
                        + " %s: training is slower than necessary, up to several times")
                    .formatted(version, coreType, coreType.instructions(), processor.model(), has),
                fix(has == InstructionSet.AVX512 ? CoreType.SKYLAKEX : CoreType.HASWELL)))
        : Optional.empty();
  }

  /** Returns the remedy. The recommended type is the oldest with its instructions, so it runs. */
  private String fix(CoreType recommended) {
    return chosenBy == KernelSelection.ENVIRONMENT
        ? "take %s=%s out of the environment (on executors: spark.executorEnv.%s), or --set blas.core-type=%s"
            .formatted(CoreType.VARIABLE, coreType, CoreType.VARIABLE, recommended)
        : "--set blas.core-type=%s, or %s=%s in the environment"
            .formatted(recommended, CoreType.VARIABLE, recommended);
  }
}
