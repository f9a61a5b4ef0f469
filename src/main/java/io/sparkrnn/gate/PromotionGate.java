package io.sparkrnn.gate;

import io.sparkrnn.config.ModelsSettings.Promotion;
import io.sparkrnn.eval.Interval;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Scores;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides whether a new model takes the place of the current one: where it has the accuracy that is
 * asked for, and is better on the same examples by more than chance would make it (McNemar's exact
 * test).
 */
public final class PromotionGate {

  private static final String ACCURACY = "accuracy";

  private final Promotion settings;

  public PromotionGate(Promotion settings) {
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @param test the new model's scores on the test examples
   * @param current the number of the current version; empty: there is none
   * @param comparison of the new model with the current one; empty without one
   */
  public Decision decide(Scores test, OptionalInt current, Optional<ModelComparison> comparison) {
    return switch (settings.rule()) {
      case ALWAYS -> decision(true, "models.promotion.rule = always", current, comparison);
      case NEVER -> decision(false, "models.promotion.rule = never", current, comparison);
      case GATE ->
          comparison.map(made -> judged(made, current, test)).orElseGet(() -> first(test, current));
    };
  }

  private static Decision decision(
      boolean promoted, String reason, OptionalInt current, Optional<ModelComparison> comparison) {
    return new Decision(promoted, reason, current, comparison);
  }

  private Decision first(Scores test, OptionalInt current) {
    boolean enough = hasFloor(test);
    return decision(
        enough,
        enough ? "the first version, and it has the floor" : floorMissed(test),
        current,
        Optional.empty());
  }

  /** A workload without an accuracy has no floor to have. */
  private boolean hasFloor(Scores test) {
    return settings.floor() == 0
        || (test.has(ACCURACY) && test.value(ACCURACY) >= settings.floor());
  }

  private String floorMissed(Scores test) {
    return test.has(ACCURACY)
        ? String.format(
            Locale.ROOT,
            "its test accuracy is %.4f, below models.promotion.floor = %s",
            test.value(ACCURACY),
            settings.floor())
        : "it has no test accuracy for models.promotion.floor to look at";
  }

  private Decision judged(ModelComparison comparison, OptionalInt current, Scores test) {
    PairedCounts counts = comparison.counts();
    Interval interval = counts.interval();
    String gain =
        String.format(
            Locale.ROOT,
            "on the same %,d examples its accuracy is %+.4f off the current one's (95 %% interval"
                + " %+.4f to %+.4f, p = %.4g)",
            counts.total(),
            counts.difference(),
            interval.low(),
            interval.high(),
            counts.pValue());
    Optional<String> objection = objection(counts, test);
    return decision(
        objection.isEmpty(),
        gain + objection.map(": "::concat).orElse(": a real gain"),
        current,
        Optional.of(comparison));
  }

  private Optional<String> objection(PairedCounts counts, Scores test) {
    if (!hasFloor(test)) {
      return Optional.of(floorMissed(test));
    }
    if (counts.difference() <= 0) {
      return Optional.of("no gain");
    }
    if (counts.difference() < settings.minGain()) {
      return Optional.of("less than models.promotion.min-gain = " + settings.minGain());
    }
    return counts.pValue() > settings.pValue()
        ? Optional.of("may be chance, models.promotion.p-value = " + settings.pValue())
        : Optional.empty();
  }
}
