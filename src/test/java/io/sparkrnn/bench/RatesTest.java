package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final Offset<Double> EXACTLY = Offset.offset(1e-12);

  @Test
  void theMedianIsTheMiddleOneWhateverTheOrder() {
    Rates rates = new Rates(List.of(9.0, 1.0, 4.0));

    assertThat(rates.median()).isEqualTo(4);
    assertThat(rates.min()).isEqualTo(1);
    assertThat(rates.max()).isEqualTo(9);
    assertThat(rates.first()).isEqualTo(9);
    assertThat(rates.spread()).isEqualTo(2, EXACTLY);
  }

  @Test
  void ofAnEvenNumberItIsTheMeanOfTwo() {
    assertThat(new Rates(List.of(1.0, 10.0, 2.0, 3.0)).median()).isEqualTo(2.5, EXACTLY);
  }

  @Test
  void oneMeasurementHasNoSpread() {
    Rates rates = new Rates(List.of(7.0));

    assertThat(rates.median()).isEqualTo(7);
    assertThat(rates.spread()).isZero();
  }

  @Test
  void nothingMeasuredIsNoRate() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(List.of()));
  }
}
