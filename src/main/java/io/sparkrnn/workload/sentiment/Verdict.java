package io.sparkrnn.workload.sentiment;

/** Whether the network chose the true label. */
public enum Verdict {
  RIGHT,
  WRONG
}
