package io.sparkrnn.bench;

/** The parts that a benchmark can be limited to. */
public enum Section {
  /** Products of matrices, the roofline. */
  sgemm,
  /** Stock and fused layers without Spark, and the roofline beside them. */
  layer,
  /** Whole epochs under Spark. */
  epoch,
  /** The test split scored under Spark. */
  scoring,
  /** The input read and encoded. */
  prepare,
  /** How speed changes with sizes and partitions. */
  scaling,
  /** The whole job on tables of several sizes; only where it is asked for. */
  sizes
}
