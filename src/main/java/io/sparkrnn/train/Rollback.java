package io.sparkrnn.train;

/**
 * Rollback of a diverged epoch, which is trained again with a lower learning rate.
 *
 * @param epoch from 1
 * @param reason description of the divergence
 * @param rateScale factor on the learning rate of the settings from now on
 */
public record Rollback(int epoch, String reason, double rateScale) {}
