package io.sparkrnn.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.security.UserGroupInformation;

/** Builds the exceptions that report failures of a file system. */
final class StorageFailure {

  private StorageFailure() {}

  /**
   * Runs a Spark job whose tasks read or write files.
   *
   * @param failure start of the message if storage fails, such as "cannot read a"
   * @throws UncheckedIOException if storage fails in a task
   */
  static <T> T inTasks(String failure, Supplier<T> job) {
    try {
      return job.get();
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      return StorageErrorKind.storageCause(e)
          .<T>map(
              cause -> {
                throw of(failure, cause);
              })
          .orElseGet(() -> ExceptionUtils.rethrow(e));
    }
  }

  /** Returns an exception whose message names the operation, the user, the cause and a remedy. */
  static UncheckedIOException of(String failure, IOException e) {
    StorageErrorKind trouble = StorageErrorKind.of(e);
    if (trouble == StorageErrorKind.NOT_THERE) {
      return new UncheckedIOException(failure + ": no such file or folder", e);
    }
    return new UncheckedIOException(
        "%s (as %s): %s%s".formatted(failure, user(), StorageErrorKind.reason(e), trouble.advice()),
        e);
  }

  private static String user() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException e) {
      return System.getProperty("user.name");
    }
  }
}
