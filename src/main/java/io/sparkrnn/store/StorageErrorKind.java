package io.sparkrnn.store;

import io.sparkrnn.error.JobException;
import io.sparkrnn.error.MessageText;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/** Kind of a storage failure, with whether it is transient and what the user can do about it. */
enum StorageErrorKind {
  NOT_THERE(""),
  PERMISSION("; give this user permission, or use another folder"),
  FULL("; free up space there, or use another folder"),
  SAFE_MODE(
      "; the name node is in safe mode and accepts no changes: run again after it has left safe"
          + " mode (check with 'hdfs dfsadmin -safemode get')"),
  NO_DATA_NODE(
      "; no data node accepted the block: make sure that data nodes run and have space (check with"
          + " 'hdfs dfsadmin -report')"),
  BUCKET("; check the bucket's name, and the endpoint (fs.s3a.endpoint)"),
  CREDENTIALS(
      "; check the credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or fs.s3a.*), and"
          + " what they are allowed to do in this bucket"),
  SLOW_DOWN("; the store answers too many requests: run again later"),
  UNREACHABLE("; make sure that the file system is running and can be reached from this machine"),
  OTHER("");

  /** Exceptions of a name node, by simple name: not all of them are on every class path. */
  private static final Set<String> TRANSIENT_ANSWERS =
      Set.of("SafeModeException", "RetriableException", "StandbyException");

  private final String advice;

  StorageErrorKind(String advice) {
    this.advice = advice;
  }

  /** Whether a retry may succeed. */
  boolean isTransient() {
    return this == SAFE_MODE || this == NO_DATA_NODE || this == UNREACHABLE;
  }

  /** Returns what the user can do, to be appended to the reason. */
  String advice() {
    return advice;
  }

  /** Returns the kind of the first failure in the chain of causes that is recognized. */
  static StorageErrorKind of(Throwable failure) {
    return ExceptionUtils.getThrowableList(failure).stream()
        .map(StorageErrorKind::ofOne)
        .filter(kind -> kind != OTHER)
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * Returns the deepest I/O failure in the chain of causes; empty if there is none, or if a {@link
   * JobException} already explains it to the user.
   */
  static Optional<IOException> storageCause(Throwable failure) {
    IOException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException) {
        return Optional.empty();
      }
      if (cause instanceof IOException io) {
        found = io;
      } else if (cause instanceof FSError) {
        found = new IOException(reason(cause), cause);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Returns the first line of a failure's message, without the punctuation that ends it. */
  static String reason(Throwable failure) {
    // The message of FSError itself begins with the class name of its cause.
    Throwable said =
        failure instanceof FSError && failure.getCause().getMessage() != null
            ? failure.getCause()
            : failure;
    return MessageText.reason(said).replaceFirst("[.\\s]+$", "");
  }

  private static StorageErrorKind ofOne(Throwable failure) {
    String says = Optional.ofNullable(failure.getMessage()).orElse("");
    String kind =
        failure instanceof RemoteException remote
            ? remote.getClassName().replaceFirst(".*\\.", "")
            : failure.getClass().getSimpleName();
    if (kind.equals("UnknownStoreException")) {
      return BUCKET;
    } else if (kind.equals("AWSServiceThrottledException")) {
      return SLOW_DOWN;
    } else if (failure instanceof AccessDeniedException && says.contains("com.amazonaws")
        || kind.equals("NoAuthWithAWSException")) {
      return CREDENTIALS;
    } else if (failure instanceof AccessControlException
        || failure instanceof AccessDeniedException
        || kind.equals("AccessControlException")
        || says.contains("Permission denied")) {
      return PERMISSION;
    } else if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
      return NOT_THERE;
    } else if (failure instanceof QuotaExceededException
        || says.contains("No space left on device")
        || says.contains("Disk quota exceeded")) {
      return FULL;
    } else if (TRANSIENT_ANSWERS.contains(kind)) {
      return says.contains("safe mode") ? SAFE_MODE : UNREACHABLE;
    } else if (says.contains("could only be ") && says.contains(" to 0 ")) {
      return NO_DATA_NODE;
    } else if (failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof UnknownHostException
        || failure instanceof EOFException && says.contains("local host is")) {
      return UNREACHABLE;
    }
    return OTHER;
  }
}
