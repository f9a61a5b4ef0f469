package io.sparkrnn.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.study.StudyDesign.JudgingSplit;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyResultTest {

  private static final AveragingVariant ONCE = new AveragingVariant(Strategy.MEAN, 1);
  private static final AveragingVariant OFTEN = new AveragingVariant(Strategy.MEAN, 8);
  private static final AveragingVariant MOMENTUM = new AveragingVariant(Strategy.MOMENTUM, 2);
  private static final StudyDesign DESIGN =
      new StudyDesign(
          List.of(2, 4),
          List.of(ONCE, OFTEN, MOMENTUM),
          List.of(1L, 2L),
          JudgingSplit.validation,
          0.4);

  private final List<Trial> trials = new ArrayList<>();

  @Test
  void aVariantReadsWhatItWrites() {
    assertThat(AveragingVariant.parse("momentum:2")).isEqualTo(MOMENTUM);
    assertThat(AveragingVariant.parse(OFTEN.name())).isEqualTo(OFTEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mean", "mean:0", "mean:-1", "median:2", "mean:2:3", "schedule:2"})
  void whatIsNoVariantSaysWhatWasExpected(String text) {
    assertThatThrownBy(() -> AveragingVariant.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "is \"%s\", expected mean, momentum or dl4j, a colon, and the averaging rounds per epoch, such as momentum:4",
            text);
  }

  @Test
  void seedsOfOneWayMakeARow() {
    add(ONCE, 1, 0.88, 0.90);
    add(ONCE, 2, 0.85, 0.87);
    StudyResult result = new StudyResult(DESIGN, trials, false);

    assertThat(result.rows()).extracting(StudyRow::name).containsExactly("1", "2 x mean:1");
    StudyRow two = result.rows().get(1);
    assertThat(two.score("accuracy").orElseThrow().mean()).isCloseTo(0.86, within(1e-12));
    assertThat(two.score("accuracy").orElseThrow().deviation())
        .isCloseTo(Math.sqrt(2e-4), within(1e-12));
    assertThat(two.trainSeconds()).isEqualTo(15);
    assertThat(result.gain(two).orElseThrow()).isCloseTo(-0.03, within(1e-12));
    assertThat(result.mainScore()).isEqualTo("accuracy");
  }

  @Test
  void oneSeedMakesNone() {
    trials.add(trial(ONCE, 1, 1, 0.8));

    assertThat(new StudyResult(DESIGN, trials, false).rows()).isEmpty();
  }

  @Test
  void suggestsTheCheapestThatLosesLittle() {
    add(ONCE, 1, 0.88, 0.88);
    add(ONCE, 2, 0.875, 0.875);
    add(OFTEN, 2, 0.88, 0.88);
    add(MOMENTUM, 2, 0.877, 0.877);
    add(ONCE, 4, 0.80, 0.80);
    add(MOMENTUM, 4, 0.85, 0.85);
    StudyResult result = new StudyResult(DESIGN, trials, true);

    assertThat(result.suggestion(2)).map(StudyRow::name).contains("2 x momentum:2");
    assertThat(result.suggestion(4)).isEmpty();
  }

  @Test
  void aLossSuggestsNothing() {
    for (int replicas : List.of(1, 2)) {
      for (long seed : List.of(1L, 2L)) {
        trials.add(
            new Trial(
                ONCE, replicas, seed, Scores.empty().with("loss", 0.5), 3, 10, 100, 0.5, "sha"));
      }
    }
    StudyResult result = new StudyResult(DESIGN, trials, true);

    assertThat(result.mainScore()).isEqualTo("loss");
    assertThat(result.suggestion(2)).isEmpty();
  }

  private void add(AveragingVariant variant, int replicas, double first, double second) {
    trials.add(trial(variant, replicas, 1, first));
    trials.add(trial(variant, replicas, 2, second));
  }

  private static Trial trial(AveragingVariant variant, int replicas, long seed, double accuracy) {
    return new Trial(
        variant,
        replicas,
        seed,
        Scores.empty().with("loss", 0.3).with("accuracy", accuracy),
        3,
        seed == 1 ? 10 : 20,
        100L * replicas * variant.perEpoch(),
        0.5,
        "sha");
  }
}
