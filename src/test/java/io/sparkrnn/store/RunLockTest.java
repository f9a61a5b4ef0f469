package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve(".r.lock");
  }

  @Test
  void isGoneWithItsOwner() {
    acquire().close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isRefusedWhileItsOwnerLives() {
    try (RunLock first = acquire()) {
      assertThatExceptionOfType(OutputConflictException.class)
          .isThrownBy(this::acquire)
          .withMessageStartingWith("another job is writing the run 'r': process ")
          .withMessageContaining("" + ProcessHandle.current().pid())
          .withMessageContaining(file.toString());
      first.require();
    }
  }

  @Test
  void isTakenFromAProcessThatIsGone() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    List<String> lines = linesOfALock();
    lines.set(2, Long.toString(gone.pid()));
    Files.write(file, lines);

    try (RunLock taken = acquire()) {
      taken.require();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isTakenFromAProcessWhoseNumberAnotherOneHas() throws IOException {
    List<String> lines = linesOfALock();
    lines.set(3, Instant.parse(lines.get(3)).minusSeconds(100).toString());
    Files.write(file, lines);

    acquire().close();
  }

  @Test
  void isTakenFromAnotherMachineOnlyOnceItIsOld() throws IOException {
    List<String> lines = linesOfALock();
    lines.set(1, "elsewhere");
    Files.write(file, lines);
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(this::acquire)
        .withMessageContaining("If it died on another machine, try again in ");

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(RunLock.LEASE)));
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(RunLock.LEASE).minusSeconds(5)));
    acquire().close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneThatWasNotWrittenToItsEndIsTakenOnceItIsOld() throws IOException {
    Files.writeString(file, "half a");
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(this::acquire)
        .withMessageContaining("an unknown process");

    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(RunLock.LEASE).minusSeconds(5)));
    acquire().close();
  }

  @Test
  void itsOwnerFindsOutThatItWasTaken() throws IOException {
    RunLock first = acquire();
    Files.writeString(file, "of another job");

    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(first::require)
        .withMessageStartingWith("another job took over the run");
    first.close();
    assertThat(file).hasContent("of another job");
  }

  @Test
  void oneOfManyGetsIt() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> tries = new ArrayList<>();
    List<RunLock> held = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int job = 0; job < 40; job++) {
      tries.add(
          () -> {
            try {
              held.add(acquire());
              return true;
            } catch (OutputConflictException e) {
              return false;
            }
          });
    }
    int won = 0;
    for (Future<Boolean> tried : jobs.invokeAll(tries)) {
      won += tried.get() ? 1 : 0;
    }
    jobs.shutdown();

    assertThat(won).isEqualTo(1);
    held.get(0).close();
  }

  private List<String> linesOfALock() throws IOException {
    try (RunLock lock = acquire()) {
      lock.require();
      return new ArrayList<>(Files.readAllLines(file));
    }
  }

  private RunLock acquire() {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());
    return RunLock.acquire(Storage.of(path, new Configuration()), path, "r");
  }
}
