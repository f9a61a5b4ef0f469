package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

/**
 * A problem of a job's setup found by the preflight checks.
 *
 * @param check identifier of the check, for programs
 * @param severity severity of the problem
 * @param problem what is wrong, with the current value
 * @param fix the exact option or setting to add or change
 */
public record Finding(String check, Severity severity, String problem, String fix) {

  /** Severities, the most severe first. */
  public enum Severity {
    /** The job would fail or give wrong results. */
    REFUSE,
    /** The job may be slow or fail. */
    WARN
  }

  public Finding {
    requireNonNull(check, "check is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(problem, "problem is null");
    requireNonNull(fix, "fix is null");
  }

  static Finding refuse(String check, String problem, String fix) {
    return new Finding(check, Severity.REFUSE, problem, fix);
  }

  static Finding warn(String check, String problem, String fix) {
    return new Finding(check, Severity.WARN, problem, fix);
  }

  public boolean refuses() {
    return severity == Severity.REFUSE;
  }

  @Override
  public String toString() {
    return "%s; fix: %s".formatted(problem, fix);
  }
}
