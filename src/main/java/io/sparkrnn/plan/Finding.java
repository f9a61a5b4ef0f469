package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

/**
 * Something about a job's set-up that will not go well.
 *
 * @param check a short name of what was looked at, for programs
 * @param severity whether the job would fail or be silently ruined, or only be slow or at risk
 * @param problem what is wrong, with the value that is
 * @param fix what to add or change, to the letter
 */
public record Finding(String check, Severity severity, String problem, String fix) {

  /** How bad it is. */
  public enum Severity {
    REFUSE,
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
