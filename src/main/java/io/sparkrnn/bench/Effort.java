package io.sparkrnn.bench;

/**
 * How much is measured.
 *
 * @param runs measurements of each thing
 * @param sgemmSeconds that one measurement of a product takes, at least
 * @param layerSeconds likewise of a layer
 * @param warmUpSeconds that a layer is trained before it is measured, for the JIT
 * @param coreTypeTurns how often each core type of OpenBLAS is measured, in a process of its own
 * @param minibatches that a layer is measured on, in turn
 * @param trainExamples and {@code testExamples}: how many are made up where no data is configured
 * @param stockBatches minibatches a replica in an epoch with stock layers, which are slow
 * @param preparations how often the input is read
 */
public record Effort(
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

  /** As much as a figure needs that is to be quoted: some minutes. */
  public static Effort full(int runs) {
    return new Effort(runs, 0.3, 1.5, 4, 3, 64, 25_000, 25_000, 32, Math.min(runs, PREPARATIONS));
  }

  /** As little as shows the orders of magnitude: half a minute. */
  public static Effort quick(int runs) {
    return new Effort(runs, 0.1, 0.25, 0.5, 1, 8, 2_560, 2_560, 1, 1);
  }
}
