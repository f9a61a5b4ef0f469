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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** submit/cron/nightly.sh in the environment that cron gives it: next to none. */
class ScheduledRunScriptIT {

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
    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    JsonNode first = result("2026-03-01");
    assertThat(first.at("/promotion/promoted").booleanValue()).isTrue();

    assertThat(night("2026-03-01")).isEqualTo(new Night(0, ""));
    assertThat(result("2026-03-01")).isEqualTo(first);

    assertThat(night("2026-03-02")).isEqualTo(new Night(0, ""));
    assertThat(result("2026-03-02").get("status").textValue()).isEqualTo("nothing-new");

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

  private Night night(String day) throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
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
    String mail = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Night(script.waitFor(), mail);
  }

  private JsonNode result(String day) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("state/nightly-" + day + ".json")));
  }
}
