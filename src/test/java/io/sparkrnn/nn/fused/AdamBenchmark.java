package io.sparkrnn.nn.fused;

import java.util.stream.IntStream;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Adam's step over the reference embedding, 1.28 million parameters. */
public class AdamBenchmark extends KernelBenchmark {

  private static final int COUNT = Kernels.VOCABULARY * Kernels.UNITS;

  /** A third of the words occur in a minibatch, or so. */
  private static final int EVERY = 3;

  private FusedAdam adam;
  private int[] touched;

  @Setup
  public void prepare() {
    NativeFloats state = Kernels.random(2 * COUNT);
    // A second moment is never negative.
    for (int i = COUNT; i < 2 * COUNT; i++) {
      state.buffer().put(i, Math.abs(state.buffer().get(i)));
    }
    adam = new FusedAdam(Kernels.random(COUNT), Kernels.random(COUNT), state, 0, COUNT);
    adam.step(new Adam(1e-3), 100, 0);
    touched = IntStream.range(0, Kernels.VOCABULARY).filter(row -> row % EVERY == 0).toArray();
  }

  @Benchmark
  public void everyRow() {
    adam.update(0, COUNT, 1f / Kernels.BATCH, FusedAdam.Penalty.NONE);
  }

  @Benchmark
  public void touchedRows() {
    adam.updateRows(
        0, Kernels.VOCABULARY, Kernels.UNITS, touched, 1f / Kernels.BATCH, FusedAdam.Penalty.NONE);
  }
}
