package io.sparkrnn.cli.train;

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

/** Prints which BLAS kernels the replicas compute with, and keeps them for the run's report. */
final class RunKernels implements EpochListener {

  private static final Logger LOG = LoggerFactory.getLogger(RunKernels.class);

  /** Prefix of warnings about the driver, which trains itself in local mode. */
  private static final String DRIVER = "executor driver ";

  private final Optional<CoreType> pinned;
  private final PrintWriter out;
  private ReplicaKernels kernels = new ReplicaKernels(Map.of());

  RunKernels(Optional<CoreType> pinned, PrintWriter out) {
    this.pinned = pinned;
    this.out = out;
  }

  @Override
  public void computesWith(ReplicaKernels found) {
    if (!found.equals(kernels)) {
      kernels = found;
      out.println("Kernels: " + found.text());
      // Those of this process were logged by the preflight check.
      warnings().stream().filter(text -> !text.contains(DRIVER)).forEach(LOG::warn);
    }
  }

  /** Returns the kernels of the last training; of no executor before the first. */
  ReplicaKernels kernels() {
    return kernels;
  }

  /** Returns warnings about kernels that are outdated or differ between executors. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(kernels.oldKernels(pinned));
    kernels.difference().ifPresent(warnings::add);
    return warnings;
  }
}
