package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.SampleReviewGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** submit/cron/nightly.sh in the environment that cron gives it: next to none. */
class ScheduledRunScriptIT {

  /** A job that needs a moment to end after a signal, as the real one does. */
  private static final String SLOW_TO_STOP =
      """
      trap 'sleep 2; echo "{\\"error\\": \\"stopped\\"}"; exit 130' TERM
      echo $$ > "$STATE_DIR/job"
      while :; do sleep 0.1; done""";

  @TempDir private Path folder;

  /** How the script ended, and what cron would mail. */
  private record Night(int code, String mail) {}

  @BeforeEach
  void configure() throws IOException {
    Files.createDirectories(folder.resolve("reviews"));
    Files.write(folder.resolve("reviews/1.jsonl"), SampleReviewGenerator.jsonLines(Split.TRAIN));
    Files.writeString(
        folder.resolve("nightly.conf"),
        """
        data { path = "%1$s/reviews", source = jsonl, validation.fraction = 0 }
        text { vocabulary-size = 300, length = 40 }
        model { embedding-size = 16, hidden-size = 16 }
        training { epochs = 3, learning-rate = 0.01, batch-size = 32, replicas = 1 }
        models.dir = "%1$s/models"
        output.dir = "%1$s/runs"
        """
            .formatted(folder));
    Files.writeString(
        folder.resolve("nightly.env"),
        """
        CONF=%1$s/nightly.conf
        STATE_DIR=%1$s/state
        MASTER='local[1]'
        DRIVER_MEMORY=1g
        SPARK_LOCAL_IP=127.0.0.1
        PAUSE=0
        JAVA_HOME='%2$s'
        """
            .formatted(folder, System.getProperty("java.home")));
  }

  @Test
  void aNightIsMadeOnceAndMailsOnlyWhatWentWrong() throws IOException, InterruptedException {
    set("RUNS_KEPT=1");
    Path old = Files.createDirectories(folder.resolve("runs/nightly-2026-02-01"));
    Files.writeString(old.resolve("summary.json"), "{}");

    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    JsonNode first = result("2026-03-01");
    assertThat(first.at("/promotion/promoted").booleanValue()).isTrue();

    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    assertThat(result("2026-03-01")).isEqualTo(first);

    assertThat(night("2026-03-02")).isEqualTo(new Night(0, ""));
    assertThat(result("2026-03-02").get("status").textValue()).isEqualTo("nothing-new");
    assertThat(old).doesNotExist();
    assertThat(folder.resolve("runs/nightly-2026-03-01/summary.json")).exists();

    Files.writeString(folder.resolve("reviews/2.jsonl"), "{\"text\": \"cut o");
    Night broken = night("2026-03-03");
    assertThat(broken.code()).isEqualTo(3);
    assertThat(broken.mail())
        .startsWith("The run of 2026-03-03 failed with exit code 3 after 1 try.")
        .contains("The model in use has not changed.", "2.jsonl: row 1: ");
    try (Stream<Path> versions = Files.list(folder.resolve("models/versions"))) {
      assertThat(versions).hasSize(1);
    }
  }

  @Test
  void twoNightsDoNotMeet() throws IOException, InterruptedException {
    Path lock = Files.createDirectories(folder.resolve("state")).resolve("lock");
    Process other = new ProcessBuilder("flock", lock.toString(), "sleep", "600").start();
    try {
      while (new ProcessBuilder("flock", "-n", lock.toString(), "true").start().waitFor() == 0) {
        assertThat(other.isAlive()).isTrue();
      }
      Night second = night("2026-03-01");

      assertThat(second.code()).isEqualTo(4);
      assertThat(second.mail()).contains("was not started: an earlier one is still running");
      assertThat(folder.resolve("runs")).doesNotExist();
    } finally {
      other.descendants().forEach(ProcessHandle::destroyForcibly);
      other.destroyForcibly();
    }
  }

  @Test
  void relativePathsStartFromTheWorkingFolder() throws IOException, InterruptedException {
    job("echo \"{\\\"folder\\\": \\\"$PWD\\\", \\\"arguments\\\": \\\"$*\\\"}\"");
    set("CONF=nightly.conf", "DATA='in/{start}/{end}/{date}'");
    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    assertThat(result("2026-03-01").get("folder").textValue())
        .isEqualTo(System.getProperty("project.dir"));

    set("WORK_DIR=" + folder);
    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    JsonNode result = result("2026-03-01");
    assertThat(result.get("folder").textValue()).isEqualTo(folder.toString());
    assertThat(result.get("arguments").textValue())
        .contains("--conf nightly.conf", "data.path=in/2026-02-28/2026-03-01/2026-03-01");
  }

  @Test
  void aStoppedNightStopsItsJobAndWaitsForIt() throws Exception {
    job(SLOW_TO_STOP);
    Process script = start("2026-03-01");
    long job = running();

    Signals.send("TERM", script.pid());
    String mail = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(script.waitFor()).isEqualTo(130);
    assertThat(isRunning(job)).isFalse();
    assertThat(mail).contains("after 1 try", "The run was stopped. To resume it, start it again");
    assertThat(result("2026-03-01").get("error").textValue()).isEqualTo("stopped");
  }

  @Test
  void aKilledNightStopsItsJobToo() throws Exception {
    job(SLOW_TO_STOP);
    Process script = start("2026-03-01");
    ProcessHandle job = ProcessHandle.of(running()).orElseThrow();

    script.destroyForcibly().waitFor();
    Night next = night("2026-03-02");

    assertThat(next.mail()).as("the lock is the job's too").contains("an earlier one is still");
    job.onExit().get(1, TimeUnit.MINUTES);
    assertThat(folder.resolve("state/nightly-2026-03-01.json.out")).content().contains("stopped");
  }

  @Test
  void aTryThatTakesTooLongIsStoppedAndAnotherOneMade() throws IOException, InterruptedException {
    job(SLOW_TO_STOP);
    set("TIMEOUT=1", "TRIES=2");

    Night night = night("2026-03-01");

    assertThat(night.code()).isEqualTo(124);
    assertThat(night.mail()).contains("after 2 tries", "longer than 1 (TIMEOUT)");
  }

  @Test
  void aJobThatDoesNotStopIsKilled() throws IOException, InterruptedException {
    job("trap '' TERM; echo $$ > \"$STATE_DIR/job\"; sleep 600");
    set("TIMEOUT=1", "GRACE=1", "TRIES=1");

    assertThat(night("2026-03-01").code()).isEqualTo(137);
    assertThat(isRunning(running())).isFalse();
  }

  /** Lets a script stand for the job. */
  private void job(String script) throws IOException {
    Path file = folder.resolve("job.sh");
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    set("SUBMIT=" + file);
  }

  private void set(String... variables) throws IOException {
    Files.write(folder.resolve("nightly.env"), List.of(variables), StandardOpenOption.APPEND);
  }

  /** Waits until the job runs, and returns its process id. */
  private long running() throws IOException, InterruptedException {
    Path id = folder.resolve("state/job");
    while (!Files.exists(id) || Files.readString(id).isBlank()) {
      Thread.sleep(20);
    }
    return Long.parseLong(Files.readString(id).strip());
  }

  /** Whether a process runs: one that has ended may wait for its parent, but has no command. */
  private static boolean isRunning(long process) {
    return ProcessHandle.of(process).flatMap(handle -> handle.info().command()).isPresent();
  }

  private Process start(String day) throws IOException {
    return new ProcessBuilder(
            List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "HOME=" + folder,
                "SHELL=/bin/sh",
                System.getProperty("project.dir") + "/submit/cron/nightly.sh",
                folder.resolve("nightly.env").toString(),
                day))
        .redirectErrorStream(true)
        .start();
  }

  private Night night(String day) throws IOException, InterruptedException {
    Process script = start(day);
    String mail = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Night(script.waitFor(), mail);
  }

  private JsonNode result(String day) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("state/nightly-" + day + ".json")));
  }
}
