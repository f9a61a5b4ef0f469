package io.sparkrnn.study;

import io.sparkrnn.workload.Scores;

/**
 * One training of a study and its results.
 *
 * @param variant kind of averaging; without meaning for one replica
 * @param replicas number of replicas
 * @param seed seed of the training
 * @param scores scores on the split of {@link StudyDesign#part}
 * @param epochs number of epochs trained, including those of a refit
 * @param trainSeconds seconds of training and averaging, without validation
 * @param bytesPerEpoch bytes moved by the averaging rounds of an epoch
 * @param divergence replica divergence, the mean over all epochs; see {@link
 *     io.sparkrnn.train.AveragingStatistics}
 * @param modelSha256 SHA-256 of the model's parameters
 */
public record Trial(
    AveragingVariant variant,
    int replicas,
    long seed,
    Scores scores,
    int epochs,
    double trainSeconds,
    long bytesPerEpoch,
    double divergence,
    String modelSha256) {}
