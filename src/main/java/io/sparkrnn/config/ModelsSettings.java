package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What becomes of trained models ({@code models.*}).
 *
 * @param dir the folder of all versions of one model; empty: runs stand for themselves
 * @param startFrom the model whose weights training begins with; empty: none
 * @param promotion when a new version takes the place of the current one
 * @param gate what data is refused before training
 */
public record ModelsSettings(
    Optional<String> dir, Optional<String> startFrom, Promotion promotion, DataGate gate) {

  /** The value of {@code startFrom} that names the current version. */
  public static final String CURRENT = "current";

  /** Whether a new version may become the current one by itself. */
  public enum Rule {
    /** If it is shown to be better. */
    GATE,
    /** Whatever its scores are. */
    ALWAYS,
    /** It stays a candidate. */
    NEVER
  }

  /**
   * When a new version takes the place of the current one.
   *
   * @param rule what decides
   * @param floor the lowest accuracy on the test part, in [0, 1)
   * @param pValue the largest p-value of McNemar's exact test at which a gain counts as real
   * @param minGain the smallest gain in accuracy
   */
  public record Promotion(Rule rule, double floor, double pValue, double minGain) {
    public Promotion {
      requireNonNull(rule, "rule is null");
    }
  }

  /**
   * What data is refused before training.
   *
   * @param minExamples the fewest training examples
   * @param maxLabelShift the largest change of a label's share since the last version, in [0, 1]
   * @param maxLengthShift the largest distance between both distributions of lengths, in [0, 1]
   * @param maxWordShift the largest share of the last version's words that are gone, in [0, 1]
   */
  public record DataGate(
      long minExamples, double maxLabelShift, double maxLengthShift, double maxWordShift) {}

  public ModelsSettings {
    requireNonNull(dir, "dir is null");
    requireNonNull(startFrom, "startFrom is null");
    requireNonNull(promotion, "promotion is null");
    requireNonNull(gate, "gate is null");
  }
}
