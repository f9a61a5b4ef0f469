package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;

/**
 * Sizes that determine the number of operations of a minibatch.
 *
 * @param batch number of examples
 * @param length number of time steps, including padding
 * @param embedding size of an embedding vector
 * @param hidden number of units of the recurrent layer
 */
public record LayerSize(int batch, int length, int embedding, int hidden) {

  /** Returns the sizes that a job is configured with. */
  public static LayerSize of(JobConfig config) {
    return BenchmarkType.of(config).layerSize(config);
  }

  /**
   * Returns the number of floating-point operations to train on one example, without regard to
   * operations that a layer skips: at each time step a product with the input weights and one with
   * the recurrent weights, at two operations per weight, and twice as many in the backward pass.
   */
  public long flopPerExample() {
    return 2L * 3 * length * ((long) embedding * hidden + (long) hidden * hidden);
  }

  /**
   * Returns the number of floating-point operations to train on a minibatch; 2.52e9 for 64 examples
   * of 200 time steps with 128 and 128 units.
   */
  public long flopPerBatch() {
    return batch * flopPerExample();
  }

  /** Converts examples per second to GFLOP/s. */
  public double gflops(double examplesPerSecond) {
    return examplesPerSecond * flopPerExample() / 1e9;
  }

  /** Returns these sizes with another minibatch size. */
  public LayerSize withBatch(int other) {
    return new LayerSize(other, length, embedding, hidden);
  }

  /** Returns these sizes with another sequence length. */
  public LayerSize withLength(int other) {
    return new LayerSize(batch, other, embedding, hidden);
  }

  /** Returns these sizes with another number of hidden units. */
  public LayerSize withHidden(int other) {
    return new LayerSize(batch, length, embedding, other);
  }

  /** Returns the settings of a job with these sizes, otherwise as configured. */
  public JobConfig in(JobConfig config) {
    return BenchmarkType.of(config).resized(config, this);
  }
}
