package io.sparkrnn.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ModelRegistrySettings.AgainstBaseline;
import io.sparkrnn.config.ModelRegistrySettings.Promotion;
import io.sparkrnn.config.ModelRegistrySettings.Rule;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Scores;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

  private static final PairedCounts BETTER = new PairedCounts(800, 60, 20, 120);
  private static final PairedCounts HARDLY = new PairedCounts(800, 42, 38, 120);
  private static final PairedCounts WORSE = new PairedCounts(800, 20, 60, 120);

  private static PromotionDecision decide(Promotion settings, PairedCounts counts) {
    double accuracy = (double) counts.firstRight() / counts.total();
    Scores scores = Scores.empty().with("accuracy", accuracy);
    return new PromotionGate(settings)
        .decide(
            scores,
            OptionalInt.of(3),
            Optional.of(new ModelComparison("v3", scores, scores, counts)),
            Optional.empty(),
            Optional.empty());
  }

  private static Promotion gate(double floor, double minGain) {
    return new Promotion(Rule.GATE, floor, 0.05, minGain, AgainstBaseline.NOT_WORSE);
  }

  private static PromotionDecision first(double floor, double accuracy) {
    return new PromotionGate(gate(floor, 0))
        .decide(
            Scores.empty().with("accuracy", accuracy),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void aRealGainIsPromoted() {
    PromotionDecision decision = decide(gate(0.8, 0.03), BETTER);

    assertThat(decision.promoted()).isTrue();
    assertThat(decision.against()).hasValue(3);
    assertThat(decision.reason())
        .startsWith(
            "on the same 1,000 examples its accuracy differs by +0.0400 from the"
                + " current version's")
        .endsWith(": a significant gain");
  }

  @Test
  void whatMayBeChanceIsNot() {
    PromotionDecision decision = decide(gate(0, 0), HARDLY);

    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reason())
        .endsWith("not significant at models.promotion.max-p-value = 0.05");
  }

  @Test
  void whatIsWorseIsNot() {
    assertThat(decide(gate(0, 0), WORSE).promoted()).isFalse();
    assertThat(decide(gate(0, 0), WORSE).reason()).endsWith(": no gain");
  }

  @Test
  void aGainMayBeTooSmall() {
    assertThat(decide(gate(0, 0.05), BETTER).reason())
        .endsWith("less than models.promotion.min-gain = 0.05");
  }

  @Test
  void theFloorCountsThoughItIsBetter() {
    PromotionDecision decision = decide(gate(0.87, 0), BETTER);

    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reason())
        .endsWith("its test accuracy is 0.8600, below models.promotion.min-accuracy = 0.87");
  }

  @Test
  void theFirstVersionNeedsTheFloorAlone() {
    assertThat(first(0.8, 0.8).promoted()).isTrue();
    assertThat(first(0.8, 0.79).promoted()).isFalse();
    assertThat(first(0.8, 0.79).reason())
        .contains("0.7900, below models.promotion.min-accuracy = 0.8");
  }

  @Test
  void alwaysAndNeverDoNotLook() {
    assertThat(
            decide(new Promotion(Rule.ALWAYS, 1, 0.05, 1, AgainstBaseline.BETTER), WORSE)
                .promoted())
        .isTrue();
    assertThat(
            decide(new Promotion(Rule.NEVER, 0, 0.05, 0, AgainstBaseline.IGNORE), BETTER)
                .promoted())
        .isFalse();
  }

  @Test
  void withoutAnAccuracyThereIsNoFloorToHave() {
    PromotionDecision decision =
        new PromotionGate(gate(0.5, 0))
            .decide(
                Scores.empty().with("rmse", 1),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reason()).contains("no test accuracy");
  }

  private static PromotionDecision firstBeside(
      AgainstBaseline requirement, Optional<PairedCounts> baseline) {
    Scores scores = Scores.empty().with("accuracy", 0.8);
    return new PromotionGate(new Promotion(Rule.GATE, 0, 0.05, 0, requirement))
        .decide(
            scores,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            baseline.map(counts -> new ModelComparison("linear", scores, scores, counts)));
  }

  @Test
  void aModelThatTheBaselineBeatsIsNotPromoted() {
    PromotionDecision decision = firstBeside(AgainstBaseline.NOT_WORSE, Optional.of(WORSE));

    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reason())
        .isEqualTo(
            "its test accuracy is below that of a linear model on the same words (difference"
                + " -0.0400, p < 0.0001; models.promotion.against-baseline = not-worse)");
    assertThat(firstBeside(AgainstBaseline.IGNORE, Optional.of(WORSE)).promoted()).isTrue();
  }

  @Test
  void aChanceDifferenceFromTheBaselineDoesNotCountAgainstIt() {
    PairedCounts hardlyWorse = new PairedCounts(800, 38, 42, 120);

    assertThat(firstBeside(AgainstBaseline.NOT_WORSE, Optional.of(hardlyWorse)).promoted())
        .isTrue();
    assertThat(firstBeside(AgainstBaseline.NOT_WORSE, Optional.empty()).promoted()).isTrue();
  }

  @Test
  void betterThanTheBaselineMeansSignificantly() {
    assertThat(firstBeside(AgainstBaseline.BETTER, Optional.of(BETTER)).promoted()).isTrue();
    assertThat(firstBeside(AgainstBaseline.BETTER, Optional.of(HARDLY)).reason())
        .startsWith("its test accuracy is not significantly above that of a linear model")
        .contains("difference +0.0040");
    assertThat(firstBeside(AgainstBaseline.BETTER, Optional.of(WORSE)).promoted()).isFalse();
    assertThat(firstBeside(AgainstBaseline.BETTER, Optional.empty()).reason())
        .startsWith("it has no linear baseline");
  }

  @Test
  void theBaselineCountsThoughTheGainIsReal() {
    Scores scores = Scores.empty().with("accuracy", 0.86);
    PromotionDecision decision =
        new PromotionGate(gate(0, 0))
            .decide(
                scores,
                OptionalInt.of(3),
                Optional.of(new ModelComparison("v3", scores, scores, BETTER)),
                Optional.empty(),
                Optional.of(new ModelComparison("linear", scores, scores, WORSE)));

    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reason())
        .contains("differs by +0.0400")
        .contains(": its test accuracy is below that of a linear model on the same words");
  }
}
