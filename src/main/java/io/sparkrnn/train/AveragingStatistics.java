package io.sparkrnn.train;

/**
 * Statistics of an epoch's averaging rounds.
 *
 * @param rounds number of averaging rounds
 * @param bytes bytes moved: weights and updater state to every replica, and what it sends back in
 *     the precision of {@code averaging.precision}. This is an upper bound, as Spark sends a
 *     broadcast once to an executor, whose replicas share it
 * @param divergence replica divergence: the mean over the rounds of the replicas' root-mean-square
 *     distance from their mean, relative to the L2 norm of the change that the round made; NaN if
 *     it is not measured
 */
public record AveragingStatistics(int rounds, long bytes, double divergence) {}
