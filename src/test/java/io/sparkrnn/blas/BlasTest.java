package io.sparkrnn.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlasTest {

  private static final Processor AVX512 = new Processor("New", InstructionSet.AVX512);
  private static final Processor AVX2 = new Processor("Old", InstructionSet.AVX2);

  @Test
  void kernelsOlderThanTheProcessorAreToldWithTheFix() {
    assertThat(new Blas("0.3.19", CoreType.PRESCOTT, AVX512, "").warning())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("OpenBLAS 0.3.19", "Prescott", "New", "AVX-512")
                    .contains("--set blas.core-type=SkylakeX"));
    assertThat(new Blas("0.3.31", CoreType.HASWELL, AVX512, "").warning()).isPresent();
    assertThat(new Blas("0.3.31", CoreType.SANDYBRIDGE, AVX2, "").warning())
        .hasValueSatisfying(text -> assertThat(text).contains("--set blas.core-type=Haswell"));
  }

  @Test
  void aVariableThatForcesThemIsNamed() {
    assertThat(new Blas("0.3.31", CoreType.PRESCOTT, AVX512, "Prescott").warning())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("take OPENBLAS_CORETYPE=Prescott out of the environment"));
  }

  @Test
  void kernelsOfTheProcessorAreNothingToTell() {
    assertThat(new Blas("0.3.31", CoreType.SKYLAKEX, AVX512, "").warning()).isEmpty();
    assertThat(new Blas("0.3.31", CoreType.ZEN, AVX2, "").warning()).isEmpty();
    assertThat(
            new Blas(
                    "0.3.31", CoreType.NEOVERSEN1, new Processor("aarch64", InstructionSet.SVE), "")
                .warning())
        .isEmpty();
    assertThat(new Blas("0.3.19", CoreType.UNKNOWN, AVX512, "").warning()).isEmpty();
  }

  @Test
  void kernelsThatTheProcessorCannotRunAreRefused() {
    assertThatThrownBy(() -> BlasLibrary.requireRunnable(CoreType.SKYLAKEX, AVX2))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SkylakeX")
        .hasMessageContaining("AVX-512")
        .hasMessageContaining("Old")
        .hasMessageContaining("Haswell");
    BlasLibrary.requireRunnable(CoreType.HASWELL, AVX512);
    BlasLibrary.requireRunnable(CoreType.PRESCOTT, AVX2);
  }

  @ParameterizedTest
  @EnumSource(value = CoreType.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void coreTypesAreFoundByTheirNamesInAnyCase(CoreType type) {
    assertThat(CoreType.named(type.label().toLowerCase(java.util.Locale.ROOT))).contains(type);
  }

  @Test
  void thisProcessComputesWithTheLibraryOfTheJar() {
    Blas blas = BlasLibrary.load();

    assertThat(blas.version()).startsWith("0.3.");
    assertThat(blas.processor()).isEqualTo(Processor.present());
    assertThat(BlasLibrary.load()).isSameAs(blas);
  }
}
