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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver is killed at random moments, and goes on with {@code --resume}. How often is told by
 * {@code -Dkills=N}; 3 without.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("kills", 3);

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
    List<String> moments = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      // Most of a run's time is its start; half of the kills come once there is a checkpoint.
      long moment = (long) ((kill % 2 == 0 ? 0.5 : 0) * millis) + random.nextLong(millis / 2);
      try (Submitted killed = start("killed", "--resume")) {
        Thread.sleep(moment);
        killed.signal("KILL");
        killed.code();
        moments.add(moment + " ms, " + killed.err().lines().filter(KillIT::isEpoch).count());
      } catch (AssertionError gone) {
        // It had ended already: the next one finds a finished run.
        moments.add("too late");
      }
    }

    try (Submitted last = start("killed", "--resume")) {
      assertThat(last.code()).as("%s%n%s", moments, last.err()).isZero();
      assertThat(last.json().get("model_sha256"))
          .as("%s", moments)
          .isEqualTo(whole.get("model_sha256"));
      assertThat(last.json().get("test")).isEqualTo(whole.get("test"));
      assertThat(last.json().get("examples")).isEqualTo(whole.get("examples"));
    }
    for (String file : List.of("ledger.jsonl", "refit-ledger.jsonl")) {
      assertThat(folder.resolve("runs/killed").resolve(file))
          .hasSameTextualContentAs(folder.resolve("runs/whole").resolve(file));
    }
    assertThat(folder.resolve("runs/.killed.checkpoints")).doesNotExist();
    assertThat(folder.resolve("runs/.killed.partial")).doesNotExist();
    assertThat(folder.resolve("runs/.killed.lock")).doesNotExist();

    try (Submitted again = start("killed", "--resume")) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out().strip())
          .isEqualTo(Files.readString(folder.resolve("runs/killed/summary.json")).strip());
      assertThat(again.err()).contains("The run is finished already");
    }
  }

  @Test
  void goesOnWithTheSameSettingsOnly() throws IOException, InterruptedException {
    try (Submitted killed = start("r", "--set", "training.epochs=1000")) {
      killed.awaitOnStandardError("Epoch 3/1000 - ");
      killed.signal("KILL");
      killed.code();
    }
    try (Submitted other = start("r", "--resume", "--set", "training.epochs=4")) {
      assertThat(other.code()).as(other.err()).isEqualTo(2);
      assertThat(other.json().get("error").textValue())
          .contains("is of another job:", "training.epochs: was 1000, is 4", "--accept-changes");
    }
    try (Submitted told =
        start("r", "--resume", "--accept-changes", "--set", "training.epochs=4")) {
      assertThat(told.code()).as(told.err()).isZero();
      assertThat(told.err()).contains("Going on after epoch ", "Epoch 3/4 - ");
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
            "averaging.per-epoch=4",
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
