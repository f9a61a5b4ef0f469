package io.sparkrnn.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.ModelRegistrySettings;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.DataShift.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataGateTest {

  private final DataGate gate =
      new DataGate(new ModelRegistrySettings.DataGate(100, 0.1, 0.2, 0.3));

  private static DataShift shift(Kind kind, double value) {
    return new DataShift(kind, value, "it moved");
  }

  @Test
  void letsPassWhatIsWithinTheLimits() {
    assertThatCode(
            () ->
                gate.require(
                    100,
                    List.of(
                        shift(Kind.LABELS, 0.1), shift(Kind.LENGTHS, 0.2), shift(Kind.WORDS, 0.3))))
        .doesNotThrowAnyException();
  }

  @Test
  void namesEverythingThatIsTooFarOff() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(
            () ->
                gate.require(
                    99,
                    List.of(
                        shift(Kind.LABELS, 0.11),
                        shift(Kind.LENGTHS, 0.21),
                        shift(Kind.WORDS, 0.31))))
        .withMessageContainingAll(
            "99 training examples, expected at least 100 (models.gate.min-examples)",
            "it moved: moved by 0.110, expected at most 0.1 (models.gate.max-label-shift)",
            "0.210, expected at most 0.2 (models.gate.max-length-shift)",
            "0.310, expected at most 0.3 (models.gate.max-vocabulary-shift)",
            "nothing was trained");
  }

  @Test
  void withoutAnEarlierVersionOnlyTheNumberCounts() {
    assertThatCode(() -> gate.require(100, List.of())).doesNotThrowAnyException();
  }
}
