package io.sparkrnn.train;

import java.util.List;

/**
 * Outcome of a training, apart from its network.
 *
 * @param history one record per epoch, in order
 * @param keptEpoch epoch whose weights the network has, from 1
 * @param rollbacks rollbacks of diverged epochs
 */
public record TrainingOutcome(List<EpochRecord> history, int keptEpoch, List<Rollback> rollbacks) {

  /**
   * Rollback of a diverged epoch, which is trained again with a lower learning rate.
   *
   * @param epoch from 1
   * @param reason description of the divergence
   * @param rateScale factor on the learning rate of the settings from now on
   */
  public record Rollback(int epoch, String reason, double rateScale) {}

  public TrainingOutcome {
    history = List.copyOf(history);
    rollbacks = List.copyOf(rollbacks);
  }

  /** Returns the record of the epoch that was kept. */
  public EpochRecord kept() {
    return history.get(keptEpoch - 1);
  }
}
