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

class TroubleTest {

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), Trouble.UNREACHABLE),
        Arguments.of(new SocketException("Broken pipe"), Trouble.UNREACHABLE),
        Arguments.of(new SocketTimeoutException("60000 millis timeout"), Trouble.UNREACHABLE),
        Arguments.of(
            new EOFException("End of File Exception between local host is: a"),
            Trouble.UNREACHABLE),
        Arguments.of(new StandbyException("not active"), Trouble.UNREACHABLE),
        Arguments.of(new RetriableException("starting up"), Trouble.UNREACHABLE),
        Arguments.of(
            remote(
                "org.apache.hadoop.hdfs.server.namenode.SafeModeException",
                "Cannot create a. Name node is in safe mode."),
            Trouble.SAFE_MODE),
        Arguments.of(
            remote(
                "java.io.IOException",
                "File /a could only be written to 0 of the 1 minReplication nodes."),
            Trouble.NO_DATA_NODE),
        Arguments.of(
            new IOException("wrapped", new ConnectException("refused")), Trouble.UNREACHABLE),
        Arguments.of(new AccessControlException("user=a"), Trouble.PERMISSION),
        Arguments.of(new FileNotFoundException("/a (Permission denied)"), Trouble.PERMISSION),
        Arguments.of(new FileNotFoundException("/a"), Trouble.NOT_THERE),
        Arguments.of(new IOException("No space left on device"), Trouble.FULL),
        Arguments.of(
            new IOException(FaultyFileSystem.localError("No space left on device")), Trouble.FULL),
        Arguments.of(new DSQuotaExceededException("of /a"), Trouble.FULL),
        Arguments.of(new FileAlreadyExistsException("/a"), Trouble.OTHER),
        Arguments.of(new EOFException("of a file"), Trouble.OTHER),
        Arguments.of(new IOException("Filesystem closed"), Trouble.OTHER));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void isToldFromWhatWasThrown(IOException failure, Trouble trouble) {
    assertThat(Trouble.of(failure)).isEqualTo(trouble);
    assertThat(trouble.mayPass())
        .isEqualTo(
            trouble == Trouble.UNREACHABLE
                || trouble == Trouble.SAFE_MODE
                || trouble == Trouble.NO_DATA_NODE);
  }

  @Test
  void aReasonIsOneLine() {
    assertThat(Trouble.reason(new IOException("Permission denied: user=a\n\tat one\n\tat two")))
        .isEqualTo("Permission denied: user=a");
    assertThat(Trouble.reason(new IOException())).isEqualTo("IOException");
    assertThat(Trouble.reason(FaultyFileSystem.localError("full"))).isEqualTo("full");
  }

  @Test
  void isFoundBelowWhatSparkThrows() {
    assertThat(Trouble.below(new RuntimeException(FaultyFileSystem.localError("full"))))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("full");
    assertThat(Trouble.below(new IllegalStateException("no storage"))).isEmpty();
    assertThat(
            Trouble.below(new RuntimeException(new BadDataException("row 3", new IOException()))))
        .isEmpty();
  }

  private static RemoteException remote(String type, String message) {
    return new RemoteException(type, message);
  }
}
