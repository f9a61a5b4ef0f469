package io.sparkrnn.train;

import java.util.List;

/**
 * What a training gave beside its network.
 *
 * @param history one record an epoch, in their order
 * @param keptEpoch the epoch after which the network was as it is now, from 1
 * @param rollbacks epochs that were trained again
 */
public record TrainingOutcome(List<EpochRecord> history, int keptEpoch, List<Rollback> rollbacks) {

  public TrainingOutcome {
    history = List.copyOf(history);
    rollbacks = List.copyOf(rollbacks);
  }

  /** The record of the epoch that was kept. */
  public EpochRecord kept() {
    return history.get(keptEpoch - 1);
  }
}
