package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver is killed at random moments, and goes on with {@code --resume}. How often is told by
 * {@code -Dkills=N}; 3 without.
 */
class KillIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);

  private static final int KILLS = Integer.getInteger("kills", 3);

  private static final int ATTEMPTS = 20;

  /** What Java says of a process that SIGKILL ended. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;

  private int starts;

  @Test
  void aRunThatWasKilledEndsAsOneThatWasNot() throws IOException, InterruptedException {
    JsonNode whole;
    long began = System.nanoTime();
    try (Submitted undisturbed = start("whole")) {
      assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
      whole = undisturbed.json();
    }
    long millis = (System.nanoTime() - began) / 1_000_000;

    Random random = new Random();
    for (int kill = 0; kill < KILLS; kill++) {
      String id = "killed-" + kill;
      String moment = killAtRandom(id, kill % 2 == 0, millis, random);
      try (Submitted last = start(id, "--resume")) {
        assertThat(last.code()).as("%s%n%s", moment, last.err()).isZero();
        for (String part : List.of("model_sha256", "test", "examples")) {
          assertThat(last.json().get(part)).as("%s, %s", part, moment).isEqualTo(whole.get(part));
        }
      }
      for (String file : List.of("ledger.jsonl", "refit-ledger.jsonl")) {
        assertThat(folder.resolve("runs").resolve(id).resolve(file))
            .as(moment)
            .hasSameTextualContentAs(folder.resolve("runs/whole").resolve(file));
      }
      for (String left : List.of(".checkpoints", ".partial", ".lock")) {
        assertThat(folder.resolve("runs/." + id + left)).as(moment).doesNotExist();
      }
    }

    try (Submitted again = start("killed-0", "--resume")) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out().strip())
          .isEqualTo(Files.readString(folder.resolve("runs/killed-0/summary.json")).strip());
      assertThat(again.err()).contains("The run is finished already");
    }
  }

  /**
   * Starts a run and kills it; half of the kills come late, since most of a run's time is its
   * start.
   *
   * @param millis how long a run takes
   * @return when it was killed
   */
  private String killAtRandom(String id, boolean late, long millis, Random random)
      throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long moment = (late ? millis / 2 : 0) + random.nextLong(millis / 2);
      try (Submitted killed = start(id, "--resume")) {
        Thread.sleep(moment);
        killed.kill();
        if (killed.code() == KILLED) {
          long epochs = killed.err().lines().filter(KillIT::isEpoch).count();
          LOG.info("{} killed after {} ms, {} epochs", id, moment, epochs);
          return "%s killed after %d ms, %d epochs".formatted(id, moment, epochs);
        }
      }
      // It had ended already: once more, from nothing.
      FileUtils.deleteDirectory(folder.resolve("runs").resolve(id).toFile());
    }
    throw new AssertionError("%s ended before it could be killed".formatted(id));
  }

  @Test
  void goesOnWithTheSameSettingsOnly() throws IOException, InterruptedException {
    try (Submitted killed = start("r", "--set", "training.epochs=1000")) {
      killed.awaitOnStandardError("Epoch 3/1000 - ");
      killed.kill();
      killed.code();
    }
    try (Submitted other = start("r", "--resume", "--set", "training.epochs=4")) {
      assertThat(other.code()).as(other.err()).isEqualTo(2);
      assertThat(other.json().get("error").textValue())
          .contains(
              "was written with other settings or data:",
              "training.epochs: was 1000, is 4",
              "--accept-changes");
    }
    try (Submitted told =
        start("r", "--resume", "--accept-changes", "--set", "training.epochs=20")) {
      assertThat(told.code()).as(told.err()).isZero();
      assertThat(told.err()).contains("Resuming after epoch ", "Epoch 20/20 - ");
    }
  }

  private static boolean isEpoch(String line) {
    return line.startsWith("Epoch ");
  }

  private Submitted start(String id, String... more) throws IOException {
    Path own = Files.createDirectories(folder.resolve("start-" + starts++));
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    for (String setting :
        List.of(
            "data.source=sample",
            "text.vocabulary-size=300",
            "text.length=24",
            "model.embedding-size=8",
            "model.hidden-size=8",
            "model.word-dropout=0.2",
            "averaging.strategy=momentum",
            "averaging.rounds-per-epoch=4",
            "training.epochs=5",
            "training.keep=best",
            "training.refit=true",
            "training.replicas=2",
            "output.dir=" + folder.resolve("runs"),
            "run.id=" + id)) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of(more));
    return Submitted.start(own, "local[2]", Map.of(), arguments);
  }
}
