package io.sparkrnn.gate;

import io.sparkrnn.config.ModelRegistrySettings.Promotion;
import io.sparkrnn.eval.ConfidenceInterval;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Scores;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides whether a new model becomes the current version. With the rule {@code gate} it must reach
 * the minimum accuracy, must stand beside the linear baseline as the settings require, and must be
 * significantly better than the current version; both by McNemar's exact test on the same examples.
 */
public final class PromotionGate {

  private static final String ACCURACY = "accuracy";

  private final Promotion settings;

  public PromotionGate(Promotion settings) {
    this.settings = settings;
  }

  /**
   * Decides on a new model.
   *
   * @param test scores of the new model on the test examples
   * @param current number of the current version; empty: there is none
   * @param comparison comparison of the new model with the current version; empty without one
   * @param incomparable why the new model cannot be compared with the current version, which keeps
   *     the rule {@code gate} from promoting it; empty if it can
   * @param baseline comparison of the new model with the linear baseline; empty without one
   */
  public PromotionDecision decide(
      Scores test,
      OptionalInt current,
      Optional<ModelComparison> comparison,
      Optional<String> incomparable,
      Optional<ModelComparison> baseline) {
    Optional<String> shortfall = shortfall(test, baseline.map(ModelComparison::counts));
    return switch (settings.rule()) {
      case ALWAYS ->
          new PromotionDecision(true, "models.promotion.rule = always", current, comparison);
      case NEVER ->
          new PromotionDecision(false, "models.promotion.rule = never", current, comparison);
      case GATE ->
          incomparable
              .map(
                  reason ->
                      new PromotionDecision(
                          false,
                          reason + "; promote it by hand if that is intended",
                          current,
                          Optional.empty()))
              .or(() -> comparison.map(made -> judged(made, current, shortfall)))
              .orElseGet(() -> first(current, shortfall));
    };
  }

  private PromotionDecision first(OptionalInt current, Optional<String> shortfall) {
    return new PromotionDecision(
        shortfall.isEmpty(),
        shortfall.orElse("the first version, and it reaches models.promotion.min-accuracy"),
        current,
        Optional.empty());
  }

  /** Returns why a model is not good enough whatever the current version is; empty: it is. */
  private Optional<String> shortfall(Scores test, Optional<PairedCounts> baseline) {
    return hasFloor(test) ? belowBaseline(baseline) : Optional.of(floorMissed(test));
  }

  private Optional<String> belowBaseline(Optional<PairedCounts> baseline) {
    return switch (settings.baseline()) {
      case IGNORE -> Optional.empty();
      case NOT_WORSE ->
          baseline
              .filter(counts -> counts.difference() < 0 && isSignificant(counts))
              .map(counts -> besideBaseline("below", counts, "not-worse"));
      case BETTER ->
          baseline.isEmpty()
              ? Optional.of(
                  "it has no linear baseline, which models.promotion.against-baseline = better"
                      + " compares it with")
              : baseline
                  .filter(counts -> counts.difference() <= 0 || !isSignificant(counts))
                  .map(counts -> besideBaseline("not significantly above", counts, "better"));
    };
  }

  private boolean isSignificant(PairedCounts counts) {
    return counts.pValue() <= settings.pValue();
  }

  private static String besideBaseline(String position, PairedCounts counts, String setting) {
    return String.format(
        Locale.ROOT,
        "its test accuracy is %s that of a linear model on the same words (difference %+.4f, %s;"
            + " models.promotion.against-baseline = %s)",
        position,
        counts.difference(),
        counts.pValueText(),
        setting);
  }

  /** Whether the accuracy reaches the floor; a floor of 0 also allows models without accuracy. */
  private boolean hasFloor(Scores test) {
    return settings.floor() == 0
        || (test.has(ACCURACY) && test.value(ACCURACY) >= settings.floor());
  }

  private String floorMissed(Scores test) {
    return test.has(ACCURACY)
        ? String.format(
            Locale.ROOT,
            "its test accuracy is %.4f, below models.promotion.min-accuracy = %s",
            test.value(ACCURACY),
            settings.floor())
        : "it has no test accuracy to compare with models.promotion.min-accuracy";
  }

  private PromotionDecision judged(
      ModelComparison comparison, OptionalInt current, Optional<String> shortfall) {
    PairedCounts counts = comparison.counts();
    ConfidenceInterval interval = counts.interval();
    String gain =
        String.format(
            Locale.ROOT,
            "on the same %,d examples its accuracy differs by %+.4f from the current version's"
                + " (95 %% interval %+.4f to %+.4f, p = %.4g)",
            counts.total(),
            counts.difference(),
            interval.low(),
            interval.high(),
            counts.pValue());
    Optional<String> objection = shortfall.or(() -> objection(counts));
    return new PromotionDecision(
        objection.isEmpty(),
        gain + objection.map(": "::concat).orElse(": a significant gain"),
        current,
        Optional.of(comparison));
  }

  private Optional<String> objection(PairedCounts counts) {
    if (counts.difference() <= 0) {
      return Optional.of("no gain");
    }
    if (counts.difference() < settings.minGain()) {
      return Optional.of("less than models.promotion.min-gain = " + settings.minGain());
    }
    return isSignificant(counts)
        ? Optional.empty()
        : Optional.of("not significant at models.promotion.max-p-value = " + settings.pValue());
  }
}
