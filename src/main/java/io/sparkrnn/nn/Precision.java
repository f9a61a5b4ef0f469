package io.sparkrnn.nn;

/** Precision of the factors of matrix products; sums, weights and all else are float32. */
public enum Precision {
  FLOAT32,
  /** 8 significant bits with the range of float32, on processors with AMX. */
  BFLOAT16
}
