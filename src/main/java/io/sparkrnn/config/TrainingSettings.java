package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.OptionalInt;

/**
 * Settings of training ({@code training.*} and {@code averaging.*}).
 *
 * @param epochs number of passes over the training examples
 * @param replicas number of networks trained in parallel and averaged; empty: one per core
 * @param batchSize number of examples per minibatch of one replica
 * @param batches how examples are grouped into minibatches
 * @param optimizer the optimizer
 * @param adamBeta2 exponential decay rate of Adam's second-moment estimate, in (0, 1)
 * @param learningRate initial learning rate of the schedule
 * @param schedule learning-rate schedule
 * @param warmUpExamples length of the linear warm-up, in examples seen by all replicas together
 * @param clipNorm maximum L2 norm of each layer's gradient; 0: no clipping
 * @param weightDecay decoupled weight decay: each step subtracts this fraction, times the learning
 *     rate, of each weight
 * @param rollback rollback of diverged training
 * @param finish end and result of training
 * @param averaging averaging of the replicas
 */
public record TrainingSettings(
    int epochs,
    OptionalInt replicas,
    int batchSize,
    Batching batches,
    Optimizer optimizer,
    double adamBeta2,
    double learningRate,
    Schedule schedule,
    long warmUpExamples,
    double clipNorm,
    double weightDecay,
    RollbackSettings rollback,
    FinishSettings finish,
    AveragingSettings averaging)
    implements Serializable {

  /** Ways to group examples into minibatches; they are shuffled again in each epoch. */
  public enum Batching {
    /** In random order. */
    SHUFFLED,
    /** By similar length. */
    BUCKETED
  }

  /** Optimizers. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }

  /** Learning-rate schedules. */
  public enum Schedule {
    CONSTANT,
    /** Linear decay to zero at the end of the last epoch. */
    LINEAR,
    /** Decay along half a cosine wave to zero at the end of the last epoch. */
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

  static TrainingSettings read(SettingsReader read) {
    int epochs = read.count("training.epochs", 1, 100_000);
    int replicas = read.count("training.replicas", 0, 10_000);
    return new TrainingSettings(
        epochs,
        replicas == 0 ? OptionalInt.empty() : OptionalInt.of(replicas),
        read.count("training.batch-size", 1, 1_000_000),
        read.choice("training.batching", Batching.class),
        read.choice("training.optimizer", Optimizer.class),
        read.between0And1("training.adam-beta2"),
        read.positive("training.learning-rate", 10),
        read.choice("training.learning-rate-schedule", Schedule.class),
        read.whole("training.warm-up-examples", 0, 1_000_000_000_000L),
        read.decimal("training.clip-norm", "a number of 0 or more", x -> x >= 0),
        read.fraction("training.weight-decay"),
        RollbackSettings.read(read),
        FinishSettings.read(read),
        AveragingSettings.read(read));
  }

  /** Returns a copy with another number of epochs. */
  public TrainingSettings withEpochs(int other) {
    return with(other, batchSize, finish, averaging);
  }

  /** Returns a copy with another minibatch size. */
  public TrainingSettings withBatchSize(int other) {
    return with(epochs, other, finish, averaging);
  }

  /** Returns a copy with other averaging settings. */
  public TrainingSettings withAveraging(AveragingSettings other) {
    return with(epochs, batchSize, finish, other);
  }

  /** Returns a copy with other settings of the end of training. */
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
        rollback,
        otherFinish,
        otherAveraging);
  }
}
