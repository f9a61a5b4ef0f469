/** Scores a network over distributed examples with a workload's metrics. */
package io.sparkrnn.eval;
