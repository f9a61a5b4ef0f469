package io.sparkrnn.workload;

import java.io.Serializable;

/** Makes empty accumulators; runs on the executors. */
@FunctionalInterface
public interface MetricsFactory extends Serializable {

  Metrics create();
}
