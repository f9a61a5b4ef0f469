package io.sparkrnn.cli.shared;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.JobException;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.watch.StalledException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Exit codes of the program, and the failures that lead to each. */
public enum ExitCode {
  SUCCESS(0, "success"),
  FAILED(1, "training, Spark or storage failed"),
  USAGE(2, "bad usage or configuration"),
  BAD_DATA(3, "bad data"),
  OUTPUT_CONFLICT(4, "the output exists, or another job is writing it"),
  INTERRUPTED(130, "interrupted by SIGINT or SIGTERM");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** Returns the exit code for a failure. */
  public static ExitCode of(Throwable failure) {
    JobException known = explained(failure).orElse(null);
    if (known instanceof ConfigurationException) {
      return USAGE;
    } else if (known instanceof BadDataException) {
      return BAD_DATA;
    } else if (known instanceof OutputConflictException) {
      return OUTPUT_CONFLICT;
    } else if (known instanceof InterruptedRunException) {
      return INTERRUPTED;
    } else if (known instanceof TrainingFailedException) {
      return FAILED;
    }
    return FAILED;
  }

  /**
   * Returns the failure to report to the user, which is among the causes if Spark wrapped it.
   *
   * <p>A session that canceled a stalled job throws {@link StalledException} when it is closed.
   * Java then adds it to the suppressed exceptions of the job's failure, and it takes precedence.
   */
  public static Optional<JobException> explained(Throwable failure) {
    for (Throwable later : failure.getSuppressed()) {
      if (later instanceof StalledException stalled) {
        return Optional.of(stalled);
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException known) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** Returns the meaning of each code, for help pages. */
  public static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(exit -> table.put(" " + exit.code, exit.meaning));
    return table;
  }
}
