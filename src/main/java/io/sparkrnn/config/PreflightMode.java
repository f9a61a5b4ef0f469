package io.sparkrnn.config;

/** Actions if the preflight checks find that a job would fail ({@code preflight}). */
public enum PreflightMode {
  /** The job stops before it starts any work. */
  REFUSE,
  /** The findings are logged, and the job runs. */
  WARN,
  /** No checks are made. */
  OFF
}
