package io.sparkrnn.study;

import io.sparkrnn.workload.Scores;

/**
 * One training and what came of it.
 *
 * @param variant how it averaged; of one replica, without meaning
 * @param scores by the part that judges
 * @param epochs trained, both trainings together where there is a refit
 * @param trainSeconds wall time of training and averaging, without validation
 * @param bytesPerEpoch moved for the averagings
 * @param drift the mean over all rounds, see {@link io.sparkrnn.train.EpochAveraging}
 * @param modelSha256 of the parameters
 */
public record Trial(
    Variant variant,
    int replicas,
    long seed,
    Scores scores,
    int epochs,
    double trainSeconds,
    long bytesPerEpoch,
    double drift,
    String modelSha256) {}
