package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.bench.SgemmProcess.Measured;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import org.junit.jupiter.api.Test;

class CoreTypesTest {

  @Test
  void theCoreTypeInUseIsMeasuredInAProcessOfItsOwn() {
    CoreTypeSpeeds speeds = new CoreTypes(1, BenchSettings.quick(1)).measure();

    assertThat(speeds.present()).isEqualTo(BlasLibrary.load().coreType());
    if (speeds.present() != CoreType.UNKNOWN) {
      assertThat(speeds.speeds()).containsKey(speeds.present());
      assertThat(speeds.gainOne()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void aLineIsReadAsItIsWrittenAndAnyOtherIsPassedOver() {
    Measured measured = new Measured(CoreType.HASWELL, 60.5, 119.25);

    assertThat(Measured.parse(measured.line())).contains(measured);
    assertThat(Measured.parse("WARNING: of something")).isEmpty();
    assertThat(Measured.parse("Haswell fast faster")).isEmpty();
    assertThat(Measured.parse("Pentium 1 2")).isEmpty();
  }
}
