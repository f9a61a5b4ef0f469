package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.OptionalInt;

/**
 * How the network is trained ({@code training.*} and {@code averaging.*}).
 *
 * @param epochs passes over the training examples
 * @param replicas networks trained side by side; empty: one per core
 * @param batchSize examples a minibatch, per replica
 * @param batches which examples come together
 * @param optimizer the update rule
 * @param adamBeta2 how slowly Adam forgets squared gradients, in (0, 1)
 * @param learningRate at the start of the schedule
 * @param schedule how the learning rate goes on
 * @param warmUpExamples seen by all replicas together while the rate rises from zero
 * @param clipNorm largest L2 norm of one layer's gradient; 0: not clipped
 * @param weightDecay share of a weight, times the learning rate, that each step takes off it
 * @param labelSmoothing how far targets are moved towards not knowing, in [0, 1)
 * @param rollback what happens when training goes wrong
 * @param finish when training ends and what it leaves
 * @param averaging how replicas become one network
 */
public record TrainingSettings(
    int epochs,
    OptionalInt replicas,
    int batchSize,
    Batches batches,
    Optimizer optimizer,
    double adamBeta2,
    double learningRate,
    Schedule schedule,
    long warmUpExamples,
    double clipNorm,
    double weightDecay,
    double labelSmoothing,
    RollbackSettings rollback,
    FinishSettings finish,
    AveragingSettings averaging)
    implements Serializable {

  /** Which examples come together in a minibatch; drawn anew in each epoch. */
  public enum Batches {
    /** Any. */
    SHUFFLED,
    /** Such as are about equally long. */
    BUCKETED
  }

  /** Update rules. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }

  /** Learning-rate schedules. */
  public enum Schedule {
    CONSTANT,
    /** Falls in a straight line to zero at the end of the last epoch. */
    LINEAR,
    /** Falls along half a cosine to zero at the end of the last epoch. */
    COSINE
  }

  public TrainingSettings {
    requireNonNull(replicas, "replicas is null");
    requireNonNull(batches, "batches is null");
    requireNonNull(optimizer, "optimizer is null");
    requireNonNull(schedule, "schedule is null");
    requireNonNull(rollback, "rollback is null");
    requireNonNull(finish, "finish is null");
    requireNonNull(averaging, "averaging is null");
  }

  /** The same for another number of epochs. */
  public TrainingSettings withEpochs(int other) {
    return with(other, batchSize, finish, averaging);
  }

  /** The same with minibatches of another size. */
  public TrainingSettings withBatchSize(int other) {
    return with(epochs, other, finish, averaging);
  }

  /** The same with other averaging. */
  public TrainingSettings withAveraging(AveragingSettings other) {
    return with(epochs, batchSize, finish, other);
  }

  /** The same with another end. */
  public TrainingSettings withFinish(FinishSettings other) {
    return with(epochs, batchSize, other, averaging);
  }

  private TrainingSettings with(
      int otherEpochs,
      int otherBatchSize,
      FinishSettings otherFinish,
      AveragingSettings otherAveraging) {
    return new TrainingSettings(
        otherEpochs,
        replicas,
        otherBatchSize,
        batches,
        optimizer,
        adamBeta2,
        learningRate,
        schedule,
        warmUpExamples,
        clipNorm,
        weightDecay,
        labelSmoothing,
        rollback,
        otherFinish,
        otherAveraging);
  }
}
