package io.sparkrnn.config;

/** What becomes of a set-up that would fail ({@code preflight}). */
public enum PreflightMode {
  /** The job stops before it begins. */
  REFUSE,
  /** It is told of, and the job goes on. */
  WARN,
  /** Nobody looks. */
  OFF
}
