package io.sparkrnn.scaling;

import io.sparkrnn.train.RoundPlan;

/**
 * Size of a training, as far as the time of an epoch depends on it.
 *
 * @param examples number of training examples
 * @param validationExamples number of examples scored after each epoch
 * @param batchSize number of examples per minibatch
 * @param everyBatches minibatches of each replica between two averaging rounds; 0: {@code
 *     roundsPerEpoch}
 * @param roundsPerEpoch number of averaging rounds per epoch; used if {@code everyBatches} is 0
 * @param roundsOfOne whether one replica alone has rounds as well, because something happens
 *     between them
 * @param minReplicasForSlices least number of replicas that executors average by slices
 * @param parameters number of parameters of the network
 * @param updaterState number of floats of the updater state
 */
public record TrainingSize(
    long examples,
    long validationExamples,
    int batchSize,
    int everyBatches,
    int roundsPerEpoch,
    boolean roundsOfOne,
    int minReplicasForSlices,
    long parameters,
    long updaterState) {

  public TrainingSize {
    if (examples < 1 || validationExamples < 0) {
      throw new IllegalArgumentException(
          "%d training and %d validation examples, expected 1 or more and 0 or more"
              .formatted(examples, validationExamples));
    }
    if (batchSize < 1 || everyBatches < 0 || everyBatches == 0 && roundsPerEpoch < 1) {
      throw new IllegalArgumentException(
          "minibatches of %d examples, averaged every %d of them or %d times an epoch, expected positive numbers"
              .formatted(batchSize, everyBatches, roundsPerEpoch));
    }
    if (parameters < 1 || updaterState < 0) {
      throw new IllegalArgumentException(
          "%d parameters and %d floats of updater state, expected 1 or more and 0 or more"
              .formatted(parameters, updaterState));
    }
  }

  /** Returns the bytes of weights and updater state, which a round sends to each executor. */
  public long stateBytes() {
    return Float.BYTES * (parameters + updaterState);
  }

  /** Returns the bytes of the weights, which a validation sends to each executor. */
  public long weightBytes() {
    return Float.BYTES * parameters;
  }

  /** Returns the number of examples of the largest shard. */
  long shard(int replicas) {
    return (examples + replicas - 1) / replicas;
  }

  /** Returns the number of averaging rounds of an epoch. */
  public int rounds(int replicas) {
    return replicas == 1 && !roundsOfOne
        ? 1
        : RoundPlan.of(shard(replicas), batchSize, everyBatches, roundsPerEpoch).rounds();
  }

  /** Whether executors average slices of the replicas, in place of the driver. */
  boolean sliced(int replicas) {
    return replicas >= minReplicasForSlices;
  }

  /** Returns the same training of {@code factor} times as many examples. */
  public TrainingSize times(int factor) {
    return new TrainingSize(
        Math.multiplyExact(examples, factor),
        Math.multiplyExact(validationExamples, factor),
        batchSize,
        everyBatches,
        roundsPerEpoch,
        roundsOfOne,
        minReplicasForSlices,
        parameters,
        updaterState);
  }
}
