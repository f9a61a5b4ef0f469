package io.sparkrnn.train;

/**
 * The averagings of an epoch.
 *
 * @param rounds how many
 * @param bytes moved for them: weights and updater state to every replica and back. Spark sends
 *     what is broadcast once to an executor, so replicas that share one move less
 * @param drift the mean over the rounds of the replicas' root-mean-square distance from their mean,
 *     relative to the L2 norm of the change that the round made; NaN where it is not measured
 */
public record EpochAveraging(int rounds, long bytes, double drift) {}
