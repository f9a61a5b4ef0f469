package io.sparkrnn.nn;

/**
 * How far a training goes, as one of its replicas counts it. Learning rates follow the examples
 * that all replicas together have seen, so that they do not depend on how many replicas there are.
 *
 * @param batches minibatches that the busiest replica will see in the whole training
 * @param examplesPerBatch examples that all replicas together see while it sees one of them; no
 *     whole number where the last minibatch of an epoch is shorter
 * @param replicas trained side by side
 */
public record Horizon(int batches, double examplesPerBatch, int replicas) {

  public Horizon {
    if (batches < 1 || !(examplesPerBatch > 0)) {
      throw new IllegalArgumentException(
          "a training of %d minibatches of %s examples, expected at least one of more than 0"
              .formatted(batches, examplesPerBatch));
    }
  }

  /** Of one replica. */
  public Horizon(int batches, double examplesPerBatch) {
    this(batches, examplesPerBatch, 1);
  }

  /** Of a network that is not trained. */
  public static Horizon none() {
    return new Horizon(1, 1);
  }
}
