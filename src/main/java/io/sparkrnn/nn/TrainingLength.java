package io.sparkrnn.nn;

/**
 * Length of a training, as one of its replicas counts it. Learning-rate schedules follow the number
 * of examples seen by all replicas together, so that they do not depend on the number of replicas.
 *
 * @param batches number of minibatches that the replica with most of them sees in the training
 * @param examplesPerBatch mean number of examples that all replicas together see per minibatch of
 *     that replica; fractional if the last minibatch of an epoch is shorter
 * @param replicas number of replicas trained in parallel
 */
public record TrainingLength(int batches, double examplesPerBatch, int replicas) {

  public TrainingLength {
    if (batches < 1 || !(examplesPerBatch > 0)) {
      throw new IllegalArgumentException(
          "a training has %d minibatches of %s examples, expected at least 1 of more than 0"
              .formatted(batches, examplesPerBatch));
    }
  }

  /** Creates the length of a training with one replica. */
  public TrainingLength(int batches, double examplesPerBatch) {
    this(batches, examplesPerBatch, 1);
  }

  /** Returns a placeholder for a network that is not trained. */
  public static TrainingLength none() {
    return new TrainingLength(1, 1);
  }
}
