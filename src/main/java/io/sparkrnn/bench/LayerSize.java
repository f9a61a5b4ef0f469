package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TextSettings;
import io.sparkrnn.config.TrainingSettings;

/**
 * What decides how much arithmetic a minibatch is.
 *
 * @param batch examples
 * @param length time steps, padding among them
 * @param embedding units of the embedding
 * @param hidden units of the recurrent layer
 */
public record LayerSize(int batch, int length, int embedding, int hidden) {

  /** The size that a job is configured with. */
  public static LayerSize of(JobConfig config) {
    return new LayerSize(
        config.training().batchSize(),
        config.text().length(),
        config.model().embeddingSize(),
        config.model().hiddenSize());
  }

  /**
   * The plain arithmetic of training on one example, whatever a layer skips of it: at each step a
   * product with the input weights and one with the recurrent weights, two operations a weight, and
   * in the backward pass twice as much again.
   */
  public long flopPerExample() {
    return 2L * 3 * length * ((long) embedding * hidden + (long) hidden * hidden);
  }

  /** That of a minibatch; 2.52e9 for 64 examples of 200 steps with 128 and 128 units. */
  public long flopPerBatch() {
    return batch * flopPerExample();
  }

  /** GFLOP/s that so many examples a second are. */
  public double gflops(double examplesPerSecond) {
    return examplesPerSecond * flopPerExample() / 1e9;
  }

  LayerSize withBatch(int other) {
    return new LayerSize(other, length, embedding, hidden);
  }

  LayerSize withLength(int other) {
    return new LayerSize(batch, other, embedding, hidden);
  }

  LayerSize withHidden(int other) {
    return new LayerSize(batch, length, embedding, other);
  }

  /** A job of this size that is otherwise as configured. */
  JobConfig in(JobConfig config) {
    TextSettings text = config.text();
    TrainingSettings training = config.training();
    return config.with(
        new TextSettings(
            text.lowerCase(),
            text.vocabularySize(),
            text.vocabularyFile(),
            length,
            text.padding(),
            text.truncating()),
        config.model().withUnits(embedding, hidden),
        training.withBatchSize(batch));
  }
}
