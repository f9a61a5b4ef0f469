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

  public TrainingOutcome {
    history = List.copyOf(history);
    rollbacks = List.copyOf(rollbacks);
  }

  /** Returns the record of the epoch that was kept. */
  public EpochRecord kept() {
    return history.get(keptEpoch - 1);
  }
}
