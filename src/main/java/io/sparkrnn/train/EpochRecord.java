package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores;

/**
 * Results of one epoch.
 *
 * @param epoch from 1
 * @param training scores accumulated over the epoch's minibatches while training on them, as Keras
 *     reports them: weights change from one minibatch to the next, input dropout is on, and dropout
 *     before the output layer is off
 * @param validation scores of the averaged model on the validation split; empty without one
 * @param learningRate learning rate of the epoch's last minibatch
 * @param trainSeconds wall time of training and averaging
 * @param validationSeconds wall time of validation
 * @param averaging statistics of the averaging rounds
 * @param times training times of the shards
 * @param ledger numbers of examples given, used and dropped
 */
public record EpochRecord(
    int epoch,
    Scores training,
    Scores validation,
    double learningRate,
    double trainSeconds,
    double validationSeconds,
    AveragingStatistics averaging,
    ShardTimes times,
    EpochLedger ledger) {

  public EpochRecord {
    requireNonNull(training, "training is null");
    requireNonNull(validation, "validation is null");
    requireNonNull(averaging, "averaging is null");
    requireNonNull(times, "times is null");
    requireNonNull(ledger, "ledger is null");
  }

  /** Returns the record with the scores of the validation split and the time that they took. */
  EpochRecord validated(Scores scores, double seconds) {
    return new EpochRecord(
        epoch, training, scores, learningRate, trainSeconds, seconds, averaging, times, ledger);
  }

  public double examplesPerSecond() {
    return ledger.used() / trainSeconds;
  }
}
