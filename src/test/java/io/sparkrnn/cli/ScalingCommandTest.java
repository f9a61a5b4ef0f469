package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingCommandTest {

  @TempDir private Path folder;

  private Outcome scaling(String... more) {
    List<String> arguments = new ArrayList<>(Job.arguments("scaling", "output.dir=" + folder));
    arguments.addAll(List.of(more));
    return Job.run(arguments);
  }

  @Test
  void predictsAndSimulatesTheSample() throws IOException {
    Path output = folder.resolve("scaling");
    Outcome outcome =
        scaling(
            "--examples-per-second",
            "1000",
            "--replica-overhead",
            "0s",
            "--executors",
            "1,4,32",
            "--simulate",
            "--output",
            output.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode curve = outcome.json();
    assertThat(curve.get("growth").textValue()).isEqualTo("strong");
    // The sample has 16,000 reviews, a fifth of them for validation.
    assertThat(curve.get("training_examples").intValue()).isEqualTo(12_800);
    assertThat(curve.get("validation_examples").intValue()).isEqualTo(3_200);
    assertThat(curve.get("parameters").intValue()).isEqualTo(1_241);
    assertThat(curve.at("/points/0/compute").doubleValue()).isEqualTo(12.8);
    assertThat(curve.at("/points/1/compute").doubleValue()).isEqualTo(3.2);
    assertThat(curve.at("/points/0/efficiency").doubleValue()).isEqualTo(1);
    assertThat(curve.at("/points/2/simulated_seconds").doubleValue()).isPositive();
    assertThat(curve.get("best_executors").intValue()).isBetween(2, 32);
    assertThat(outcome.err())
        .contains("executors", "stragglers", "Shortest epoch: ", "Written: file:");
    assertThat(Job.parse(Files.readString(output.resolve("scaling.json")))).isEqualTo(curve);
    assertThat(ImageIO.read(output.resolve("scaling.png").toFile()).getWidth()).isEqualTo(1000);
  }

  @Test
  void weakScalingAddsExamples() {
    Outcome outcome =
        scaling(
            "--examples-per-second",
            "1000",
            "--examples",
            "10000",
            "--weak",
            "--executors",
            "1,1024",
            "--bandwidth",
            "1.25GB");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/points/1/compute"))
        .isEqualTo(outcome.json().at("/points/0/compute"));
    assertThat(outcome.json().get("bandwidth").doubleValue()).isEqualTo(1.25e9);
    assertThat(outcome.json().at("/points/1").has("simulated_seconds")).isFalse();
    assertThat(outcome.err()).contains("per executor", "Most examples per second: ");
  }

  @Test
  void executorsOfOneMachineShareItsCores() {
    Outcome outcome =
        scaling(
            "--examples-per-second",
            "1000",
            "--replica-overhead",
            "0s",
            "--shared-cores",
            "2",
            "--executors",
            "1,2,8");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/points/0/compute").doubleValue()).isEqualTo(12.8);
    assertThat(outcome.json().at("/points/1/compute").doubleValue()).isEqualTo(6.4);
    assertThat(outcome.json().at("/points/2/compute").doubleValue()).isEqualTo(6.4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--executors=1,0|--executors is 0, expected 1 or more",
        "--executors=16384|12,800 training examples cannot fill the 16,384 shards of 16,384 executors",
        "--cores=0|0 cores, expected 1 or more",
        "--bandwidth=10parsec|'10parsec' is not understood, expected a number of MB, GB",
        "--latency=3|'3' is not understood, expected a number of us, ms or s",
        "--bandwidth=0GB|bandwidth is 0.0, expected more than 0",
        "--examples=0|--examples is 0, expected 1 or more",
        "--set=data.path=/nowhere.csv|set it by --examples N",
      })
  void refusesNumbersThatAreNone(String option, String message) {
    Outcome outcome = scaling("--examples-per-second", "1000", option);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.json().get("error").textValue()).contains(message);
  }

  @Test
  void needsTheSpeedOfACore() {
    Outcome outcome = scaling();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--examples-per-second");
  }
}
