package io.sparkrnn.workload.sentiment;

/** Correctness of a predicted label. */
public enum Verdict {
  RIGHT,
  WRONG
}
