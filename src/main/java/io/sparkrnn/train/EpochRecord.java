package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param training scores over the epoch's minibatches as they were trained on (weights moving,
 *     input dropout on; dropout before the output layer off), as Keras counts them
 * @param validation scores of the averaged model on the validation part; empty without one
 * @param learningRate the rate that the epoch ended with
 * @param trainSeconds wall time of training and averaging
 * @param validationSeconds wall time of validation
 * @param averaging what the averagings moved and did
 * @param times how long the shards took
 * @param ledger the count of examples given, used and dropped
 */
public record EpochRecord(
    int epoch,
    Scores training,
    Scores validation,
    double learningRate,
    double trainSeconds,
    double validationSeconds,
    EpochAveraging averaging,
    ShardTimes times,
    EpochLedger ledger) {

  public EpochRecord {
    requireNonNull(training, "training is null");
    requireNonNull(validation, "validation is null");
    requireNonNull(averaging, "averaging is null");
    requireNonNull(times, "times is null");
    requireNonNull(ledger, "ledger is null");
  }

  public double examplesPerSecond() {
    return ledger.used() / trainSeconds;
  }
}
