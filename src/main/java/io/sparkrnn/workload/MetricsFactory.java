package io.sparkrnn.workload;

import java.io.Serializable;

/** Creates empty metrics; runs on the executors. */
@FunctionalInterface
public interface MetricsFactory extends Serializable {

  Metrics create();
}
