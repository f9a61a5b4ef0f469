package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.fused.SequencePlan.Sharing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The plan of the reference minibatch. */
public class SequencePlanBenchmark extends KernelBenchmark {

  @Param({"WITHIN_SEQUENCE", "WITHIN_BATCH"})
  private String sharing;

  private final SequencePlan plan = new SequencePlan();
  private NativeFloats ids;
  private NativeFloats mask;

  @Setup
  public void prepare() {
    ids = Kernels.outside(Kernels.ids());
    mask = Kernels.outside(Kernels.mask());
  }

  @Benchmark
  public int plan() {
    plan.plan(
        ids.buffer(),
        mask.buffer(),
        Kernels.BATCH,
        Kernels.LENGTH,
        Kernels.VOCABULARY,
        Sharing.valueOf(sharing));
    return plan.rows();
  }
}
