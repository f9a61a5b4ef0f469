package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.RollbackSettings;
import io.sparkrnn.workload.Scores;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceDetectorTest {

  @Test
  void complainsOfALossThatLosesMoreThanItsShareOfTheFall() {
    DivergenceDetector detector = detector(0.5);
    assertThat(see(detector, 0.7)).isEmpty();
    assertThat(see(detector, 0.5)).isEmpty();

    // The fall is 0.2, half of it 0.1.
    assertThat(see(detector, 0.599)).isEmpty();
    assertThat(see(detector, 0.601)).contains("the training loss jumped from 0.5000 to 0.6010");
    assertThat(see(detector, 0.9)).contains("the training loss jumped from 0.5000 to 0.9000");
    // From a lower one it may rise as far again, and further: the fall is 0.4.
    assertThat(see(detector, 0.3)).isEmpty();
    assertThat(see(detector, 0.499)).isEmpty();
    assertThat(see(detector, 0.501)).isPresent();
  }

  @Test
  void letsALossRiseThatHasHardlyFallen() {
    DivergenceDetector detector = detector(0.5);
    assertThat(see(detector, 0.7)).isEmpty();
    assertThat(see(detector, 0.64)).isEmpty();
    assertThat(see(detector, 2)).isEmpty();
    // A tenth of the first loss is 0.07; the rise to 2 has changed neither first nor lowest.
    assertThat(see(detector, 0.62)).isEmpty();
    assertThat(see(detector, 0.67)).isPresent();
  }

  @Test
  void looksAtNumbersOnlyWhereToldSo() {
    DivergenceDetector detector = detector(0);
    assertThat(see(detector, 0.7)).isEmpty();
    assertThat(see(detector, 0.1)).isEmpty();
    assertThat(see(detector, 5)).isEmpty();
    assertThat(see(detector, Double.NaN)).contains("the training loss is NaN");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void forgetsALossThatIsNoNumber(double none) {
    DivergenceDetector detector = detector(0.5);
    assertThat(see(detector, none)).contains("the training loss is " + none);
    assertThat(see(detector, 0.7)).isEmpty();
    assertThat(see(detector, none)).isPresent();
    assertThat(see(detector, 0.5)).isEmpty();
    assertThat(see(detector, 0.599)).isEmpty();
    assertThat(see(detector, 0.601)).isPresent();
  }

  private static DivergenceDetector detector(double jump) {
    return new DivergenceDetector(new RollbackSettings(3, jump, 0.5));
  }

  private static Optional<String> see(DivergenceDetector detector, double loss) {
    return detector.problem(Scores.empty().with("loss", loss).with("accuracy", 0.5));
  }
}
