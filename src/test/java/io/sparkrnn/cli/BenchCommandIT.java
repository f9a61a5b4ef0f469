package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bench} says. How fast anything is, is no business of a test. */
class BenchCommandIT {

  /** Every number that a reader of the object may count on. */
  private static final List<String> NUMBERS =
      List.of(
          "/cores",
          "/sgemm_gflops/one",
          "/sgemm_gflops/all",
          "/limit_gflops/one",
          "/limit_gflops/all",
          "/examples_per_second/stock/one",
          "/examples_per_second/stock/all",
          "/examples_per_second/fused/one",
          "/examples_per_second/fused/all",
          "/examples_per_second/epoch",
          "/examples_per_second/scoring",
          "/examples_per_second/epoch_one_replica",
          "/examples_per_second/stock_epoch",
          "/roofline_fraction/fused_one",
          "/roofline_fraction/epoch",
          "/prepare/reviews_per_second",
          "/prepare/mb_per_second",
          "/ratio/epoch_to_layer",
          "/ratio/epoch_to_one_replica",
          "/size/gflop_per_batch");

  @TempDir private Path folder;

  @BeforeAll
  static void ownSpark() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void theLastLineHoldsEveryNumber() throws IOException {
    Path file = folder.resolve("new/result.json");
    List<String> arguments = Job.arguments("bench");
    arguments.addAll(List.of("--quick", "--runs", "1", "--output", file.toString()));

    Outcome bench = Job.run(arguments);

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out().lines()).hasSize(1);
    JsonNode json = bench.json();
    for (String number : NUMBERS) {
      assertThat(json.at(number).isNumber()).as(number + " in " + json).isTrue();
      assertThat(json.at(number).doubleValue()).as(number).isPositive().isFinite();
    }
    assertThat(json.at("/cores").intValue()).isEqualTo(2);
    assertThat(json.at("/runs/fused_one")).hasSize(1);
    assertThat(json.at("/runs/epoch")).hasSize(1);
    assertThat(json.at("/prepare/reviews").intValue()).isEqualTo(17_000);
    assertThat(Job.parse(Files.readString(file))).isEqualTo(json);
    assertThat(bench.err())
        .contains("fused layer, one core", "of the limit", "embedded sample", "processor: ")
        .contains("Written: file://" + file);
  }

  @Test
  void measuresNothingElseIfAsked() {
    List<String> arguments = Job.arguments("bench", "output.dir=" + folder);
    arguments.addAll(List.of("--quick", "--runs", "1", "--only", "sgemm,scoring"));

    Outcome bench = Job.run(arguments);

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.json().at("/sgemm_gflops/all").isNumber()).isTrue();
    assertThat(bench.json().at("/examples_per_second").fieldNames())
        .toIterable()
        .containsExactly("scoring");
    assertThat(bench.json().has("prepare")).isFalse();
    assertThat(folder.resolve("bench.json")).exists();
  }

  @Test
  void measuresTheWholeJobBySizeIfAsked() {
    List<String> arguments = Job.arguments("bench", "output.dir=" + folder);
    arguments.addAll(List.of("--sizes", "1000,2000"));

    Outcome bench = Job.run(arguments);

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.json().at("/sizes").fieldNames())
        .toIterable()
        .containsExactly("prepare", "deal", "train", "validate", "checkpoint", "test", "score");
    assertThat(bench.json().at("/sizes/train/1/reviews").intValue()).isEqualTo(2000);
    assertThat(bench.json().at("/sizes/train/1/further_per_second").isNumber()).isTrue();
    assertThat(bench.json().has("examples_per_second")).isFalse();
    assertThat(bench.err()).contains("Sizes of the data", "to the smallest", "Sizes: 2,000");
    assertThat(folder).isDirectoryContaining("glob:**bench.json");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void measuresAveragingRoundsIfAsked() {
    List<String> arguments = Job.arguments("bench", "output.dir=" + folder);
    arguments.addAll(List.of("--quick", "--runs", "1", "--only", "averaging"));

    Outcome bench = Job.run(arguments);

    assertThat(bench.code()).as(bench.err()).isZero();
    JsonNode rows = bench.json().at("/scaling/averaging");
    assertThat(rows.findValuesAsText("replicas")).startsWith("2", "8", "32");
    for (JsonNode row : rows) {
      assertThat(row.get("seconds").doubleValue()).isPositive();
      assertThat(row.get("beyond").doubleValue()).isLessThan(row.get("seconds").doubleValue());
    }
    assertThat(bench.err()).contains("driver reads, MB");
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Outcome small = Job.run("bench", "--sizes", "10,5000");
    assertThat(small.code()).isEqualTo(2);
    assertThat(small.err()).contains("--sizes has 10, expected at least 1000");

    Outcome none = Job.run("bench", "--runs", "0", "--json");
    Outcome unknown = Job.run("bench", "--only", "speed");

    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--runs is 0, expected at least 1");
    assertThat(none.json().get("exit_code").intValue()).isEqualTo(2);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("--only", "speed", "layer", "epoch");
  }
}
