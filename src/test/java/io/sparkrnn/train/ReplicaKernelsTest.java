package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.blas.InstructionSet;
import io.sparkrnn.blas.Processor;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Precision;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaKernelsTest {

  private static final BlasInfo NEW = blas(CoreType.SKYLAKEX, InstructionSet.AVX512);
  private static final BlasInfo OLD = blas(CoreType.HASWELL, InstructionSet.AVX2);
  private static final BlasInfo BEHIND = blas(CoreType.PRESCOTT, InstructionSet.AVX2);

  private static BlasInfo blas(CoreType type, InstructionSet instructions) {
    return new BlasInfo(
        "0.3.31",
        type,
        BlasInfo.KernelSelection.LIBRARY,
        new Processor("CPU with " + instructions, instructions));
  }

  @Test
  void executorsThatComputeAlikeAreNothingToTell() {
    ReplicaKernels kernels = new ReplicaKernels(Map.of("executor 1", NEW, "executor 2", NEW));

    assertThat(kernels.difference()).isEmpty();
    assertThat(kernels.oldKernels(Optional.empty())).isEmpty();
    assertThat(kernels.distinct()).containsExactly("OpenBLAS 0.3.31, SkylakeX");
    assertThat(kernels.text()).isEqualTo("OpenBLAS 0.3.31, SkylakeX (CPU with AVX-512, AVX-512)");
  }

  @Test
  void executorsThatComputeDifferentlyAreNamedWithTheFix() {
    ReplicaKernels kernels = new ReplicaKernels(Map.of("executor 1", NEW, "executor 2", OLD));

    assertThat(kernels.difference())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("executor 1 OpenBLAS 0.3.31, SkylakeX")
                    .contains("executor 2 OpenBLAS 0.3.31, Haswell")
                    .contains("--set blas.core-type=NAME"));
  }

  @Test
  void anExecutorWithOldKernelsIsNamedUnlessTheyWereAskedFor() {
    ReplicaKernels kernels = new ReplicaKernels(Map.of("executor 1", OLD, "executor 2", BEHIND));

    assertThat(kernels.oldKernels(Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("executor 2: ")
        .contains("Prescott");
    assertThat(kernels.oldKernels(Optional.of(CoreType.PRESCOTT))).isEmpty();
  }

  @Test
  void anExecutorThatDoesNotComputeAsTheSettingsSayIsRefused() {
    ReplicaKernels kernels = new ReplicaKernels(Map.of("executor 1", OLD, "executor 2", NEW));

    assertThatThrownBy(() -> kernels.require(Optional.of(CoreType.HASWELL), Precision.FLOAT32))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor 2")
        .hasMessageContaining("SkylakeX")
        .hasMessageContaining("spark.executorEnv.OPENBLAS_CORETYPE");
    assertThatCode(
            () ->
                new ReplicaKernels(Map.of("executor 1", OLD))
                    .require(Optional.of(CoreType.HASWELL), Precision.FLOAT32))
        .doesNotThrowAnyException();
  }
}
