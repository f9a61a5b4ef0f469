package io.sparkrnn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkException;

/** What a user is told of a failure: in one paragraph, and never a stack trace. */
final class Explanation {

  /** What Spark says where it lost what it runs on, as opposed to a task that went wrong. */
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

  private Explanation() {}

  /** What is known about a failure; empty if nobody foresaw it. */
  static Optional<String> of(Throwable failure) {
    Optional<String> told = ExitCode.explained(failure).map(Throwable::getMessage);
    if (told.isPresent()) {
      return told;
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
        .or(() -> storage(chain));
  }

  private static Optional<String> cluster(List<Throwable> chain) {
    return chain.stream()
        .filter(one -> LOST.stream().anyMatch(String.valueOf(one.getMessage())::contains))
        .findFirst()
        .map(
            one ->
                ("Spark lost the executors that it ran on, and gave up: %s. See why in the log of"
                        + " the master or the executors; more tries: spark.task.maxFailures. Nothing"
                        + " was published; 'train --resume' goes on from the last checkpoint")
                    .formatted(sentence(one)));
  }

  /** A task of Spark's that could not read or write. */
  private static Optional<String> storage(List<Throwable> chain) {
    if (chain.stream().noneMatch(SparkException.class::isInstance)) {
      return Optional.empty();
    }
    return chain.stream()
        .filter(one -> one instanceof IOException || one instanceof FSError)
        .reduce((first, second) -> second)
        .map(
            one ->
                "Spark could not read or write in a task: %s; nothing was published"
                    .formatted(firstLine(one)));
  }

  private static String sentence(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^Job aborted due to stage failure: ", "")
        .replaceFirst("[.:\\s]+$", "");
  }

  /** Spark's messages hold whole stack traces. */
  static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElseGet(() -> failure.getClass().getName());
  }
}
