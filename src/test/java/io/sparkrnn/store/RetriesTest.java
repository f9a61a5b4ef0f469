package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final Retries twice = new Retries(List.of(Duration.ZERO, Duration.ofMillis(1)));

  private int tries;

  @Test
  void whatPassesIsDoneAgain() throws IOException {
    assertThat(twice.run("cannot", () -> failing(2, new ConnectException("refused"))))
        .isEqualTo("done");
    assertThat(tries).isEqualTo(3);
  }

  @Test
  void thereIsAnEnd() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> twice.run("cannot", () -> failing(3, new ConnectException("refused"))));
    assertThat(tries).isEqualTo(3);
  }

  @Test
  void whatDoesNotPassIsDoneOnce() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> twice.run("cannot", () -> failing(1, new IOException("No space left"))));
    assertThat(tries).isEqualTo(1);
  }

  @Test
  void aPauseCanBeInterrupted() {
    Retries patient = new Retries(List.of(Duration.ofDays(1)));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(() -> patient.run("cannot", () -> failing(9, new ConnectException("refused"))))
        .withMessage("interrupted after: refused");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).isEqualTo(1);
  }

  private String failing(int times, IOException failure) throws IOException {
    if (tries++ < times) {
      throw failure;
    }
    return "done";
  }
}
