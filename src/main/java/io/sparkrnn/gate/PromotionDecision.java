package io.sparkrnn.gate;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.eval.ModelComparison;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decision on promoting a new model to the current version, with its reason.
 *
 * @param promoted whether the new model becomes the current version
 * @param reason reason in one sentence
 * @param against version that the new model was compared with; empty: there was none
 * @param comparison comparison with that version on the same examples; empty: there was none
 */
public record PromotionDecision(
    boolean promoted, String reason, OptionalInt against, Optional<ModelComparison> comparison) {

  public PromotionDecision {
    requireNonNull(reason, "reason is null");
    requireNonNull(against, "against is null");
    requireNonNull(comparison, "comparison is null");
  }
}
