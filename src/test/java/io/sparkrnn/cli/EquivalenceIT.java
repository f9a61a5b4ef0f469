package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EquivalenceIT {

  @TempDir private static Path folder;

  @BeforeAll
  static void freshSpark() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome equivalence(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "equivalence",
                "--set",
                "output.dir=" + folder,
                "--set",
                "text.vocabulary-size=200",
                "--set",
                "text.length=20",
                "--set",
                "training.epochs=2",
                "--json"));
    arguments.addAll(List.of(more));
    return Job.run(arguments);
  }

  @Test
  void comparesOneReplicaWithMore() throws IOException {
    Outcome outcome =
        equivalence(
            "--replicas",
            "1,2,3",
            "--averaging",
            "mean:1,momentum:2",
            "--seeds",
            "5,6",
            "--judge",
            "test");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("judged_by").textValue()).isEqualTo("test");
    assertThat(json.get("trainings")).hasSize(10);
    Set<String> models = new HashSet<>();
    json.get("trainings").forEach(one -> models.add(one.get("model_sha256").textValue()));
    assertThat(models).as("no two trainings are alike").hasSize(10);
    assertThat(json.get("rows")).hasSize(5);
    JsonNode one = json.get("rows").get(0);
    assertThat(one.get("averaging").isNull()).isTrue();
    assertThat(one.get("gain").doubleValue()).isZero();
    JsonNode last = json.get("rows").get(4);
    assertThat(last.get("replicas").intValue()).isEqualTo(3);
    assertThat(last.get("averaging").textValue()).isEqualTo("momentum:2");
    assertThat(last.at("/accuracy/seeds").intValue()).isEqualTo(2);
    assertThat(last.at("/accuracy/mean").doubleValue()).isBetween(0.4, 1.0);
    assertThat(last.get("drift").doubleValue()).isPositive();
    // Weights and two moments, there and back, of three replicas, twice an epoch.
    long parameters = 200 * 128 + 128 * 128 + 128 * 128 + 128 + 128 + 1;
    assertThat(last.get("bytes_per_epoch").longValue()).isEqualTo(parameters * 3 * 4 * 2 * 3 * 2);

    assertThat(outcome.err())
        .contains("10 trainings of 2 epochs", "10 of 10: 3 replicas, momentum:2, seed 6")
        .contains("replicas x averaging", "3 x momentum:2", "fewer than 5");
    assertThat(Job.parse(Files.readString(folder.resolve("equivalence/equivalence.json"))))
        .isEqualTo(json);
    assertThat(
            ImageIO.read(
                new ByteArrayInputStream(
                    Files.readAllBytes(folder.resolve("equivalence/equivalence.png")))))
        .isNotNull();
  }

  @Test
  void whatCannotBeComparedIsBadUsage() {
    assertUsage("--seeds has 1 different ones, expected two at least", "--seeds", "7,7");
    assertUsage("--replicas has 0, expected from 1 to 10000", "--replicas", "2,0");
    assertUsage("--tolerance is -1.0, expected 0 or more", "--tolerance", "-1");
    assertUsage(
        "--averaging is \"often\", expected mean, momentum or dl4j", "--averaging", "often");
  }

  private static void assertUsage(String message, String... arguments) {
    Outcome outcome = equivalence(arguments);
    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(outcome.err()).contains(message);
  }
}
