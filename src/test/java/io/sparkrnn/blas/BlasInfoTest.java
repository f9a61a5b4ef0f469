package io.sparkrnn.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.blas.BlasInfo.KernelSelection;
import io.sparkrnn.error.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlasInfoTest {

  private static final Processor AVX512 = new Processor("New", InstructionSet.AVX512);
  private static final Processor AVX2 = new Processor("Old", InstructionSet.AVX2);

  @Test
  void kernelsOlderThanTheProcessorAreToldWithTheFix() {
    assertThat(old("0.3.19", CoreType.PRESCOTT, KernelSelection.LIBRARY, AVX512))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("OpenBLAS 0.3.19", "Prescott", "New", "AVX-512")
                    .contains("--set blas.core-type=SkylakeX"));
    assertThat(old("0.3.31", CoreType.HASWELL, KernelSelection.LIBRARY, AVX512)).isPresent();
    assertThat(old("0.3.31", CoreType.SANDYBRIDGE, KernelSelection.LIBRARY, AVX2))
        .hasValueSatisfying(text -> assertThat(text).contains("--set blas.core-type=Haswell"));
  }

  @Test
  void aVariableThatForcesThemIsNamed() {
    assertThat(old("0.3.31", CoreType.PRESCOTT, KernelSelection.ENVIRONMENT, AVX512))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("take OPENBLAS_CORETYPE=Prescott out of the environment"));
  }

  @Test
  void kernelsOfTheProcessorAreNothingToTell() {
    assertThat(old("0.3.31", CoreType.SKYLAKEX, KernelSelection.LIBRARY, AVX512)).isEmpty();
    assertThat(old("0.3.31", CoreType.ZEN, KernelSelection.LIBRARY, AVX2)).isEmpty();
    assertThat(
            old(
                "0.3.31",
                CoreType.NEOVERSEN1,
                KernelSelection.LIBRARY,
                new Processor("aarch64", InstructionSet.SVE)))
        .isEmpty();
    assertThat(old("0.3.19", CoreType.UNKNOWN, KernelSelection.LIBRARY, AVX512)).isEmpty();
  }

  @Test
  void kernelsThatASettingAsksForAreNothingToTell() {
    assertThat(old("0.3.31", CoreType.HASWELL, KernelSelection.SETTING, AVX512)).isEmpty();
  }

  private static Optional<String> old(
      String version, CoreType type, KernelSelection chooser, Processor processor) {
    return new BlasInfo(version, type, chooser, processor).oldKernels().map(Object::toString);
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
    BlasInfo blas = BlasLibrary.load();

    assertThat(blas.version()).startsWith("0.3.");
    assertThat(blas.processor()).isEqualTo(Processor.present());
    assertThat(BlasLibrary.load()).isSameAs(blas);
  }
}
