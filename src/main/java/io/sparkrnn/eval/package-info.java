/** Scores a network over distributed examples with a workload's metrics, and compares scores. */
package io.sparkrnn.eval;
