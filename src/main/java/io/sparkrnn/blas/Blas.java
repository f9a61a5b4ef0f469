package io.sparkrnn.blas;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * OpenBLAS as a process uses it.
 *
 * @param version of the library, such as 0.3.31
 * @param coreType whose kernels it computes with
 * @param processor that it runs on
 * @param forced what {@value CoreType#VARIABLE} says; empty: OpenBLAS chose by itself
 */
public record Blas(String version, CoreType coreType, Processor processor, String forced)
    implements Serializable {

  public Blas {
    requireNonNull(version, "version is null");
    requireNonNull(coreType, "coreType is null");
    requireNonNull(processor, "processor is null");
    requireNonNull(forced, "forced is null");
  }

  /** Two processes of the same kernels compute the same bits. */
  public String kernels() {
    return "OpenBLAS %s, %s".formatted(version, coreType);
  }

  /**
   * Says that the kernels are older than the processor, and how to mend it; empty if they are not.
   * Kernels for AVX2 on a processor with AVX-512 reach about half of its speed, those for SSE a
   * fifth.
   */
  public Optional<String> warning() {
    InstructionSet has = processor.instructions();
    boolean behind =
        coreType != CoreType.UNKNOWN
            && (has == InstructionSet.AVX2 || has == InstructionSet.AVX512)
            && !coreType.instructions().covers(has);
    return behind
        ? Optional.of(
            "OpenBLAS %s computes with its kernels for %s (%s), and this processor (%s) has %s: training takes longer than it need, up to several times as long; fix: %s"
                .formatted(
                    version, coreType, coreType.instructions(), processor.model(), has, fix(has)))
        : Optional.empty();
  }

  private String fix(InstructionSet has) {
    return forced.isEmpty()
        ? "--set blas.core-type=%s, or %s=%s in the environment"
            .formatted(recommended(has), CoreType.VARIABLE, recommended(has))
        : "take %s=%s out of the environment (on executors: spark.executorEnv.%s), or --set blas.core-type=%s"
            .formatted(CoreType.VARIABLE, forced, CoreType.VARIABLE, recommended(has));
  }

  /** The oldest core type of the instructions, which every processor with them can run. */
  private static CoreType recommended(InstructionSet has) {
    return has == InstructionSet.AVX512 ? CoreType.SKYLAKEX : CoreType.HASWELL;
  }
}
