package io.sparkrnn.gate;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.eval.ModelComparison;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a new model takes the place of the current one, and why.
 *
 * @param promoted whether it does
 * @param reason in one sentence
 * @param against the version that it was held against; empty: there was none
 * @param comparison with that one, on the same examples
 */
public record Decision(
    boolean promoted, String reason, OptionalInt against, Optional<ModelComparison> comparison) {

  public Decision {
    requireNonNull(reason, "reason is null");
    requireNonNull(against, "against is null");
    requireNonNull(comparison, "comparison is null");
  }
}
