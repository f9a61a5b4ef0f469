package io.sparkrnn.bench;

/**
 * Number and duration of a benchmark's measurements.
 *
 * @param runs number of measurements of each quantity
 * @param sgemmSeconds minimum duration of a measurement of a matrix product
 * @param layerSeconds minimum duration of a measurement of a layer
 * @param warmUpSeconds duration of training before a layer is measured, for the JIT compiler
 * @param coreTypeTurns number of measurements of each core type of OpenBLAS
 * @param minibatches number of minibatches that a layer cycles through
 * @param trainExamples number of synthetic training examples, if no data is configured
 * @param testExamples number of synthetic test examples, if no data is configured
 * @param stockBatches minibatches per replica in an epoch with stock layers, which are slow
 * @param preparations number of times that the input is prepared
 */
public record BenchSettings(
    int runs,
    double sgemmSeconds,
    double layerSeconds,
    double warmUpSeconds,
    int coreTypeTurns,
    int minibatches,
    long trainExamples,
    long testExamples,
    int stockBatches,
    int preparations) {

  private static final int PREPARATIONS = 3;

  /** Returns an effort for publishable numbers; takes some minutes. */
  public static BenchSettings full(int runs) {
    return new BenchSettings(
        runs, 0.3, 1.5, 4, 3, 64, 25_000, 25_000, 32, Math.min(runs, PREPARATIONS));
  }

  /** Returns an effort for orders of magnitude; takes half a minute. */
  public static BenchSettings quick(int runs) {
    return new BenchSettings(runs, 0.1, 0.25, 0.5, 1, 8, 2_560, 2_560, 1, 1);
  }
}
