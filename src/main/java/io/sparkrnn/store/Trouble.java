package io.sparkrnn.store;

import io.sparkrnn.error.JobException;
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
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/** What can be the matter with storage: whether it may pass by itself, and what else helps. */
enum Trouble {
  NOT_THERE(Passes.NEVER, ""),
  PERMISSION(Passes.NEVER, "; give this user the right, or name another folder"),
  FULL(Passes.NEVER, "; make room there, or name another folder"),
  SAFE_MODE(
      Passes.PERHAPS,
      "; the name node is in safe mode and takes no changes: start again when it has left it"
          + " ('hdfs dfsadmin -safemode get' tells)"),
  NO_DATA_NODE(
      Passes.PERHAPS,
      "; no data node took it: see that they run and have room ('hdfs dfsadmin -report' tells)"),
  UNREACHABLE(Passes.PERHAPS, "; see that the file system is up and can be reached from here"),
  OTHER(Passes.NEVER, "");

  private enum Passes {
    NEVER,
    PERHAPS
  }

  /** Of what a name node answers, by class: not all of them are on every class path. */
  private static final Set<String> NOT_NOW =
      Set.of("SafeModeException", "RetriableException", "StandbyException");

  private final Passes passes;
  private final String advice;

  Trouble(Passes passes, String advice) {
    this.passes = passes;
    this.advice = advice;
  }

  boolean mayPass() {
    return passes == Passes.PERHAPS;
  }

  /** What to do, to be put after the reason. */
  String advice() {
    return advice;
  }

  static Trouble of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Trouble trouble = ofOne(cause);
      if (trouble != OTHER) {
        return trouble;
      }
    }
    return OTHER;
  }

  /** The failure of storage that is below another one, unless that is told in the user's words. */
  static Optional<IOException> below(Throwable failure) {
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

  /** What a failure says in one line: name nodes send stack traces along. */
  static String reason(Throwable failure) {
    String message = failure instanceof FSError ? failure.getCause().getMessage() : null;
    message = message == null ? failure.getMessage() : message;
    return Optional.ofNullable(message)
        .flatMap(text -> text.lines().findFirst())
        .map(line -> line.replaceFirst("[.\\s]+$", ""))
        .filter(line -> !line.isEmpty())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static Trouble ofOne(Throwable failure) {
    String says = Optional.ofNullable(failure.getMessage()).orElse("");
    String kind =
        failure instanceof RemoteException remote
            ? remote.getClassName().replaceFirst(".*\\.", "")
            : failure.getClass().getSimpleName();
    if (failure instanceof AccessControlException
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
    } else if (NOT_NOW.contains(kind)) {
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
