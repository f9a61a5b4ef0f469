package io.sparkrnn.cli;

import io.sparkrnn.blas.CoreType;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.ReplicaKernels;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a person, once, which kernels the replicas compute with, and keeps it for the run. */
final class KernelsOfRun implements EpochListener {

  private static final Logger LOG = LoggerFactory.getLogger(KernelsOfRun.class);

  /** How the driver is named where it trains itself, in local mode. */
  private static final String DRIVER = "executor driver ";

  private final Optional<CoreType> pinned;
  private final PrintWriter out;
  private ReplicaKernels kernels = new ReplicaKernels(Map.of());

  KernelsOfRun(Optional<CoreType> pinned, PrintWriter out) {
    this.pinned = pinned;
    this.out = out;
  }

  @Override
  public void computesWith(ReplicaKernels found) {
    if (!found.equals(kernels)) {
      kernels = found;
      out.println("Kernels: " + found.text());
      // Those of this process were told of before Spark was started.
      warnings().stream().filter(text -> !text.contains(DRIVER)).forEach(LOG::warn);
    }
  }

  /** Kernels of the last training; of none before the first. */
  ReplicaKernels kernels() {
    return kernels;
  }

  /** What is to be said against them, for people. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(kernels.oldKernels(pinned));
    kernels.difference().ifPresent(warnings::add);
    return warnings;
  }
}
