package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Settings of the model versions ({@code models.*}).
 *
 * @param dir the folder of all versions of one model; empty: runs are not registered as versions
 * @param startFrom the model whose weights initialize training (warm start); empty: none
 * @param promotion rule by which a new version becomes the current one
 * @param gate checks of the data before training
 */
public record ModelRegistrySettings(
    Optional<String> dir, Optional<String> startFrom, Promotion promotion, DataGate gate) {

  /** The value of {@code startFrom} that names the current version. */
  public static final String CURRENT = "current";

  /** Conditions of the automatic promotion of a new version. */
  public enum Rule {
    /** Promoted if it is better, see {@link Promotion}. */
    GATE,
    /** Promoted whatever its scores are. */
    ALWAYS,
    /** Never promoted automatically; it stays a candidate. */
    NEVER
  }

  /** Requirements beside the linear baseline that was trained on the same examples. */
  public enum AgainstBaseline {
    /** The baseline is not significantly better. */
    NOT_WORSE,
    /** The network is significantly better; a model without a baseline is not. */
    BETTER,
    /** None. */
    IGNORE
  }

  /**
   * Conditions for a new version to become the current one.
   *
   * @param rule when to promote
   * @param floor minimum test accuracy, in [0, 1)
   * @param pValue maximum p-value of McNemar's exact test for a gain to be significant
   * @param minGain minimum gain in test accuracy
   * @param baseline what is required beside the linear baseline
   */
  public record Promotion(
      Rule rule, double floor, double pValue, double minGain, AgainstBaseline baseline) {
    public Promotion {
      requireNonNull(rule, "rule is null");
      requireNonNull(baseline, "baseline is null");
    }
  }

  /**
   * Limits on the training data, compared with that of the newest version. Data outside the limits
   * is not trained on.
   *
   * @param minExamples minimum number of training examples
   * @param maxLabelShift maximum change of the fraction of positive labels, in [0, 1]
   * @param maxLengthShift maximum Kolmogorov-Smirnov distance of the distributions of review
   *     lengths, in [0, 1]
   * @param maxWordShift maximum fraction of the previous vocabulary that is missing from the new
   *     one, in [0, 1]
   */
  public record DataGate(
      long minExamples, double maxLabelShift, double maxLengthShift, double maxWordShift) {}

  public ModelRegistrySettings {
    requireNonNull(dir, "dir is null");
    requireNonNull(startFrom, "startFrom is null");
    requireNonNull(promotion, "promotion is null");
    requireNonNull(gate, "gate is null");
  }

  static ModelRegistrySettings read(SettingsReader read) {
    ModelRegistrySettings settings =
        new ModelRegistrySettings(
            read.path("models.dir"),
            read.optionalText("models.warm-start", "\"current\", a path, a URI or \"\""),
            new Promotion(
                read.choice("models.promotion.rule", Rule.class),
                read.share("models.promotion.min-accuracy"),
                read.positive("models.promotion.max-p-value", 1),
                read.share("models.promotion.min-gain"),
                read.choice("models.promotion.against-baseline", AgainstBaseline.class)),
            new DataGate(
                read.whole("models.gate.min-examples", 0, 1_000_000_000_000L),
                read.fraction("models.gate.max-label-shift"),
                read.fraction("models.gate.max-length-shift"),
                read.fraction("models.gate.max-vocabulary-shift")));
    if (read.valid("models.dir", "models.warm-start")
        && settings.dir.isEmpty()
        && settings.startFrom.filter(CURRENT::equals).isPresent()) {
      read.reject(
          "models.warm-start",
          "is \"current\", but models.dir is empty, expected the folder with the current model");
    }
    return settings;
  }
}
