package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.FaultyFileSystem;
import io.sparkrnn.error.BadDataException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StorageErrorKindTest {

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), StorageErrorKind.UNREACHABLE),
        Arguments.of(new SocketException("Broken pipe"), StorageErrorKind.UNREACHABLE),
        Arguments.of(
            new SocketTimeoutException("60000 millis timeout"), StorageErrorKind.UNREACHABLE),
        Arguments.of(
            new EOFException("End of File Exception between local host is: a"),
            StorageErrorKind.UNREACHABLE),
        Arguments.of(new StandbyException("not active"), StorageErrorKind.UNREACHABLE),
        Arguments.of(new RetriableException("starting up"), StorageErrorKind.UNREACHABLE),
        Arguments.of(
            remote(
                "org.apache.hadoop.hdfs.server.namenode.SafeModeException",
                "Cannot create a. Name node is in safe mode."),
            StorageErrorKind.SAFE_MODE),
        Arguments.of(
            remote(
                "java.io.IOException",
                "File /a could only be written to 0 of the 1 minReplication nodes."),
            StorageErrorKind.NO_DATA_NODE),
        Arguments.of(
            new IOException("wrapped", new ConnectException("refused")),
            StorageErrorKind.UNREACHABLE),
        Arguments.of(
            new AccessDeniedException("a", null, "com.amazonaws.SdkException: Forbidden"),
            StorageErrorKind.CREDENTIALS),
        Arguments.of(new UnknownStoreException("a"), StorageErrorKind.BUCKET),
        Arguments.of(new AWSServiceThrottledException("a"), StorageErrorKind.SLOW_DOWN),
        Arguments.of(new AccessControlException("user=a"), StorageErrorKind.PERMISSION),
        Arguments.of(
            new FileNotFoundException("/a (Permission denied)"), StorageErrorKind.PERMISSION),
        Arguments.of(new FileNotFoundException("/a"), StorageErrorKind.NOT_THERE),
        Arguments.of(new IOException("No space left on device"), StorageErrorKind.FULL),
        Arguments.of(
            new IOException(FaultyFileSystem.localError("No space left on device")),
            StorageErrorKind.FULL),
        Arguments.of(new DSQuotaExceededException("of /a"), StorageErrorKind.FULL),
        Arguments.of(new FileAlreadyExistsException("/a"), StorageErrorKind.OTHER),
        Arguments.of(new EOFException("of a file"), StorageErrorKind.OTHER),
        Arguments.of(new IOException("Filesystem closed"), StorageErrorKind.OTHER));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void isToldFromWhatWasThrown(IOException failure, StorageErrorKind trouble) {
    assertThat(StorageErrorKind.of(failure)).isEqualTo(trouble);
    assertThat(trouble.isTransient())
        .isEqualTo(
            trouble == StorageErrorKind.UNREACHABLE
                || trouble == StorageErrorKind.SAFE_MODE
                || trouble == StorageErrorKind.NO_DATA_NODE);
  }

  @Test
  void aReasonIsOneLine() {
    assertThat(
            StorageErrorKind.reason(
                new IOException("Permission denied: user=a\n\tat one\n\tat two")))
        .isEqualTo("Permission denied: user=a");
    assertThat(StorageErrorKind.reason(new IOException())).isEqualTo("IOException");
    assertThat(StorageErrorKind.reason(FaultyFileSystem.localError("full"))).isEqualTo("full");
  }

  @Test
  void isFoundBelowWhatSparkThrows() {
    assertThat(
            StorageErrorKind.storageCause(
                new RuntimeException(FaultyFileSystem.localError("full"))))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("full");
    assertThat(StorageErrorKind.storageCause(new IllegalStateException("no storage"))).isEmpty();
    assertThat(
            StorageErrorKind.storageCause(
                new RuntimeException(new BadDataException("row 3", new IOException()))))
        .isEmpty();
  }

  /** As S3A has it, which is no part of the job. */
  private static final class UnknownStoreException extends IOException {

    private static final long serialVersionUID = 1;

    UnknownStoreException(String message) {
      super(message);
    }
  }

  /** As S3A has it, which is no part of the job. */
  private static final class AWSServiceThrottledException extends IOException {

    private static final long serialVersionUID = 1;

    AWSServiceThrottledException(String message) {
      super(message);
    }
  }

  private static RemoteException remote(String type, String message) {
    return new RemoteException(type, message);
  }
}
