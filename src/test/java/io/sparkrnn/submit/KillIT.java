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
 * The driver is killed at random moments of each phase of a run, and goes on with {@code --resume}.
 * How often is told by {@code -Dkills=N}; 3 without.
 */
class KillIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);

  private static final int KILLS = Integer.getInteger("kills", 3);

  private static final int ATTEMPTS = 20;

  /** What Java says of a process that SIGKILL ended. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;

  private int starts;

  /**
   * A phase of a run.
   *
   * @param begin what standard error has when it begins; empty for the start of the process
   * @param millis how long it took when nothing disturbed it
   */
  private record Phase(String begin, long millis) {}

  @Test
  void aRunThatWasKilledEndsAsOneThatWasNot() throws IOException, InterruptedException {
    List<Phase> phases;
    JsonNode whole;
    try (Submitted undisturbed = start("whole")) {
      phases = phases(undisturbed);
      assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
      whole = undisturbed.json();
    }

    Random random = new Random();
    List<String> moments = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      String id = "killed-" + kill / phases.size();
      moments.add(killAtRandom(id, phases.get(kill % phases.size()), random));
      if (kill == KILLS - 1 || kill % phases.size() == phases.size() - 1) {
        requireTheSame(id, whole, String.join(", ", moments));
      }
    }

    try (Submitted again = start("killed-0", "--resume")) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out().strip())
          .isEqualTo(Files.readString(folder.resolve("runs/killed-0/summary.json")).strip());
      assertThat(again.err()).contains("The run is finished already");
    }
  }

  /** Waits for the end of a run and returns its phases. */
  private static List<Phase> phases(Submitted run) throws InterruptedException {
    List<Phase> phases = new ArrayList<>();
    long began = System.nanoTime();
    String begin = "";
    for (String end : List.of("Epoch ", "Refit on ")) {
      run.awaitOnStandardError(end);
      long now = System.nanoTime();
      phases.add(new Phase(begin, (now - began) / 1_000_000));
      began = now;
      begin = end;
    }
    run.code();
    phases.add(new Phase(begin, (System.nanoTime() - began) / 1_000_000));
    return phases;
  }

  /** Starts or resumes a run and kills it in a phase; returns when that was. */
  private String killAtRandom(String id, Phase phase, Random random)
      throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // If it had ended already: once more, from nothing.
      FileUtils.deleteDirectory(folder.resolve("runs").resolve(id).toFile());
      long wait = random.nextLong(phase.millis() + 1);
      try (Submitted killed = start(id, "--resume")) {
        killed.awaitOnStandardError(phase.begin());
        Thread.sleep(wait);
        killed.kill();
        if (killed.code() == KILLED) {
          String moment =
              "%s killed %d ms after '%s', %d epochs"
                  .formatted(
                      id,
                      wait,
                      phase.begin(),
                      killed.err().lines().filter(line -> line.startsWith("Epoch ")).count());
          LOG.info("{}", moment);
          return moment;
        }
      }
    }
    throw new AssertionError("%s ended before it could be killed".formatted(id));
  }

  private void requireTheSame(String id, JsonNode whole, String moments)
      throws IOException, InterruptedException {
    try (Submitted last = start(id, "--resume")) {
      assertThat(last.code()).as("%s%n%s", moments, last.err()).isZero();
      for (String part : List.of("model_sha256", "test", "baseline", "examples")) {
        assertThat(last.json().get(part)).as("%s, %s", part, moments).isEqualTo(whole.get(part));
      }
    }
    for (String file : List.of("ledger.jsonl", "refit-ledger.jsonl")) {
      assertThat(folder.resolve("runs").resolve(id).resolve(file))
          .as(moments)
          .hasSameTextualContentAs(folder.resolve("runs/whole").resolve(file));
    }
    for (String left : List.of(".checkpoints", ".partial", ".lock")) {
      assertThat(folder.resolve("runs/." + id + left)).as(moments).doesNotExist();
    }
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

  private Submitted start(String id, String... more) throws IOException {
    Path own = Files.createDirectories(folder.resolve("start-" + starts++));
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    for (String setting :
        List.of(
            "data.source=sample",
            "training.batch-size=256",
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
