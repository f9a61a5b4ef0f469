package io.sparkrnn.cli;

import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.error.MessageText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkException;

/** Error message of a failure: one paragraph for the user, never a stack trace. */
final class FailureMessage {

  /** Parts of Spark's messages that mean lost executors or a lost context, not a failed task. */
  private static final List<String> LOST =
      List.of(
          "ExecutorLostFailure",
          "FetchFailed",
          "Master removed our application",
          "All masters are unresponsive",
          "SparkContext was shut down",
          "SparkContext has been shutdown",
          "stopped SparkContext",
          "Could not find CoarseGrainedScheduler");

  private FailureMessage() {}

  /** Returns the message for a failure; empty if it is an unexpected one. */
  static Optional<String> of(Throwable failure) {
    Optional<String> known = ExitCode.explained(failure).map(Throwable::getMessage);
    if (known.isPresent()) {
      return known;
    }
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain.stream()
        .filter(UncheckedIOException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .or(() -> cluster(chain))
        .or(() -> storage(chain))
        .or(() -> fullDisk(chain));
  }

  private static Optional<String> cluster(List<Throwable> chain) {
    return chain.stream()
        .filter(one -> LOST.stream().anyMatch(String.valueOf(one.getMessage())::contains))
        .findFirst()
        .map(
            one ->
                ("Spark lost the executors that it ran on, and gave up: %s. See the log of the"
                        + " master or the executors for the cause; spark.task.maxFailures allows"
                        + " more tries. Nothing was published; 'train --resume' resumes from the"
                        + " last checkpoint")
                    .formatted(sentence(one)));
  }

  /** Returns the message for a read or write that failed in a Spark task; empty if none did. */
  private static Optional<String> storage(List<Throwable> chain) {
    if (chain.stream().noneMatch(SparkException.class::isInstance)) {
      return Optional.empty();
    }
    return chain.stream()
        .filter(one -> one instanceof IOException || one instanceof FSError)
        .reduce((first, second) -> second)
        .map(
            one ->
                "Spark could not read or write in a task: %s; %snothing was published"
                    .formatted(firstLine(one), advice(one)));
  }

  private static String advice(Throwable failure) {
    return isFullDisk(failure)
        ? "free up space in the folders of spark.local.dir, or set others; "
        : "";
  }

  /** Returns the message if Spark itself found a disk full, as while it starts. */
  private static Optional<String> fullDisk(List<Throwable> chain) {
    return chain.stream()
        .filter(FailureMessage::isFullDisk)
        .reduce((first, second) -> second)
        .map(
            one ->
                "Spark could not write: %s; %snothing was published"
                    .formatted(firstLine(one), advice(one)));
  }

  private static boolean isFullDisk(Throwable failure) {
    return firstLine(failure).contains("No space left on device");
  }

  private static String sentence(Throwable failure) {
    return MessageText.reason(failure)
        .replaceFirst("^Job aborted due to stage failure: ", "")
        .replaceFirst("[.:\\s]+$", "");
  }

  /** Returns the first line of a failure, since Spark's messages contain whole stack traces. */
  static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElseGet(() -> failure.getClass().getName());
  }
}
