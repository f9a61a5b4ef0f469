package io.sparkrnn.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.security.UserGroupInformation;

/** What is said when a file system does not do what it was asked to. */
final class StorageFailure {

  private StorageFailure() {}

  /**
   * Runs a Spark job whose tasks read or write; a failure of storage in one of them says what was
   * tried.
   */
  static <T> T inTasks(String failure, Supplier<T> job) {
    try {
      return job.get();
    } catch (Exception e) {
      throw Trouble.below(e)
          .<RuntimeException>map(below -> of(failure, below))
          .orElseGet(() -> StorageFailure.<RuntimeException>undeclared(e));
    }
  }

  /** Spark throws checked exceptions that its methods do not declare. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException undeclared(Exception e) throws E {
    throw (E) e;
  }

  /** The exception that says what was tried, by whom, why it failed and what helps. */
  static UncheckedIOException of(String failure, IOException e) {
    Trouble trouble = Trouble.of(e);
    if (trouble == Trouble.NOT_THERE) {
      return new UncheckedIOException(failure + ": not there", e);
    }
    return new UncheckedIOException(
        "%s (as %s): %s%s".formatted(failure, user(), Trouble.reason(e), trouble.advice()), e);
  }

  private static String user() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException e) {
      return System.getProperty("user.name");
    }
  }
}
