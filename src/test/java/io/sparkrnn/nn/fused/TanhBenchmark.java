package io.sparkrnn.nn.fused;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The activation of one step of the reference minibatch, and its derivative. */
public class TanhBenchmark extends KernelBenchmark {

  private static final int COUNT = Kernels.BATCH * Kernels.UNITS;

  private float[] given;
  private float[] values;
  private float[] gradient;

  @Setup
  public void prepare() {
    given = Kernels.array(COUNT, 3);
    values = given.clone();
    gradient = Kernels.array(COUNT, 1);
  }

  /** With a copy, without which the values would all go to zero. */
  @Benchmark
  public float[] forward() {
    System.arraycopy(given, 0, values, 0, COUNT);
    RecurrentActivation.TANH.apply(values, COUNT);
    return values;
  }

  /** What the JDK offers instead. */
  @Benchmark
  public float[] forwardByJdk() {
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) Math.tanh(given[i]);
    }
    return values;
  }

  @Benchmark
  public float[] backward() {
    System.arraycopy(given, 0, gradient, 0, COUNT);
    RecurrentActivation.TANH.backward(values, gradient, COUNT);
    return gradient;
  }
}
