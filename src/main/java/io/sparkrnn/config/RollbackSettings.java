package io.sparkrnn.config;

import java.io.Serializable;

/**
 * What happens when training goes wrong ({@code training.rollback.*}).
 *
 * @param limit how often training may go back to the last good average; 0: it fails at once
 * @param lossJump how much of the fall of the training loss an epoch may lose, as a share; 0: only
 *     what is no number counts as gone wrong
 * @param rateFactor what the learning rate is multiplied by each time, in (0, 1)
 */
public record RollbackSettings(int limit, double lossJump, double rateFactor)
    implements Serializable {}
