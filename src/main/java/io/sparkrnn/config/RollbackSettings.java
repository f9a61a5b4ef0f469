package io.sparkrnn.config;

import java.io.Serializable;

/**
 * Settings of the rollback of diverged training ({@code training.rollback.*}).
 *
 * @param limit maximum number of rollbacks to the weights of the last good epoch; 0: training fails
 *     at the first divergence
 * @param lossJump training has diverged if an epoch loses more than this fraction of the decrease
 *     of the training loss since the first epoch, in [0, 1); 0: only if the loss or weights are NaN
 *     or infinite
 * @param rateFactor factor of the learning rate at each rollback, in (0, 1)
 */
public record RollbackSettings(int limit, double lossJump, double rateFactor)
    implements Serializable {

  static RollbackSettings read(SettingsReader read) {
    return new RollbackSettings(
        read.count("training.rollback.max-rollbacks", 0, 100),
        read.share("training.rollback.loss-jump"),
        read.between0And1("training.rollback.learning-rate-factor"));
  }
}
