package io.sparkrnn.train;

/**
 * An epoch that went wrong and is trained again.
 *
 * @param epoch from 1
 * @param reason what was seen
 * @param rateScale what the learning rate is multiplied by from now on
 */
public record Rollback(int epoch, String reason, double rateScale) {}
