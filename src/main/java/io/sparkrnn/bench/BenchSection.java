package io.sparkrnn.bench;

/** Sections of a benchmark, which it can be limited to. */
public enum BenchSection {
  /** Matrix products: the roofline. */
  sgemm,
  /** Stock and fused layers without Spark, and their roofline. */
  layer,
  /** Whole epochs under Spark. */
  epoch,
  /** Scoring of the test split under Spark. */
  scoring,
  /** Preparation of the input. */
  prepare,
  /** Speed by size of the layer and by number of partitions. */
  scaling,
  /** Averaging rounds by number of replicas. */
  averaging,
  /** The whole job on tables of several sizes; measured only if it is requested. */
  sizes
}
