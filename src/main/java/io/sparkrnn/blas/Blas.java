package io.sparkrnn.blas;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * OpenBLAS as a process uses it.
 *
 * @param version of the library, such as 0.3.31
 * @param coreType whose kernels it computes with
 * @param chosenBy what decided on them
 * @param processor that it runs on
 */
public record Blas(String version, CoreType coreType, Chooser chosenBy, Processor processor)
    implements Serializable {

  /** What decides which kernels a process computes with. */
  public enum Chooser {
    /** OpenBLAS itself, by the processor. */
    LIBRARY,
    /** The environment variable {@value CoreType#VARIABLE}. */
    ENVIRONMENT,
    /** The setting {@code blas.core-type}. */
    SETTING
  }

  /**
   * Kernels that are older than the processor.
   *
   * @param problem which, on which processor
   * @param fix what to set, to the letter
   */
  public record OldKernels(String problem, String fix) {
    @Override
    public String toString() {
      return problem + "; fix: " + fix;
    }
  }

  public Blas {
    requireNonNull(version, "version is null");
    requireNonNull(coreType, "coreType is null");
    requireNonNull(chosenBy, "chosenBy is null");
    requireNonNull(processor, "processor is null");
  }

  /** Name of library, version and core type. Processes where it is equal compute the same bits. */
  public String kernels() {
    return "OpenBLAS %s, %s".formatted(version, coreType);
  }

  /** The same, chosen by a setting. */
  Blas bySetting() {
    return new Blas(version, coreType, Chooser.SETTING, processor);
  }

  /**
   * Finds kernels that are older than the processor, unless a setting asks for them. Kernels for
   * AVX2 reach about half of the speed of a processor with AVX-512, those for SSE a fifth.
   */
  public Optional<OldKernels> oldKernels() {
    InstructionSet has = processor.instructions();
    boolean old =
        chosenBy != Chooser.SETTING
            && coreType != CoreType.UNKNOWN
            && (has == InstructionSet.AVX2 || has == InstructionSet.AVX512)
            && !coreType.instructions().covers(has);
    return old
        ? Optional.of(
            new OldKernels(
                "OpenBLAS %s computes with its kernels for %s (%s), and this processor (%s) has %s: training takes longer than it need, up to several times as long"
                    .formatted(version, coreType, coreType.instructions(), processor.model(), has),
                fix(has == InstructionSet.AVX512 ? CoreType.SKYLAKEX : CoreType.HASWELL)))
        : Optional.empty();
  }

  /** The one that is recommended is the oldest of its instructions: every processor runs it. */
  private String fix(CoreType recommended) {
    return chosenBy == Chooser.ENVIRONMENT
        ? "take %s=%s out of the environment (on executors: spark.executorEnv.%s), or --set blas.core-type=%s"
            .formatted(CoreType.VARIABLE, coreType, CoreType.VARIABLE, recommended)
        : "--set blas.core-type=%s, or %s=%s in the environment"
            .formatted(recommended, CoreType.VARIABLE, recommended);
  }
}
