package io.sparkrnn.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

  @Test
  void linuxTellsModelAndFlagsOfX86() {
    Processor processor =
        Processor.parse(
            List.of(
                "processor\t: 0",
                "model name\t: Made Up CPU @ 2.0GHz",
                "flags\t\t: fpu sse sse2 avx fma avx2 avx512f avx512dq avx512bw avx512vl",
                "processor\t: 1",
                "flags\t\t: fpu"),
            "amd64");

    assertThat(processor).isEqualTo(new Processor("Made Up CPU @ 2.0GHz", InstructionSet.AVX512));
  }

  @Test
  void avx512WithoutTheExtensionsThatKernelsNeedIsAvx2() {
    assertThat(Processor.parse(List.of("flags : avx fma avx2 avx512f"), "amd64").instructions())
        .isEqualTo(InstructionSet.AVX2);
    assertThat(Processor.parse(List.of("flags : avx"), "amd64").instructions())
        .isEqualTo(InstructionSet.AVX);
  }

  @Test
  void bfloat16NeedsAmx() {
    assertThat(
            Processor.parse(List.of("flags : avx512_bf16 amx_bf16 amx_tile"), "amd64").bfloat16())
        .isTrue();
    assertThat(Processor.parse(List.of("flags : avx512_bf16"), "amd64").bfloat16()).isFalse();
  }

  @Test
  void armNamesItsFeaturesOtherwiseAndHasNoModel() {
    assertThat(Processor.parse(List.of("Features\t: fp asimd sve"), "aarch64"))
        .isEqualTo(new Processor("aarch64", InstructionSet.SVE));
    assertThat(Processor.parse(List.of("Features\t: fp asimd"), "aarch64").instructions())
        .isEqualTo(InstructionSet.BASIC);
  }
}
