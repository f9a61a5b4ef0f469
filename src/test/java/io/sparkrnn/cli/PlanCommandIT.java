package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan}, and what {@code train} makes of the same findings. */
class PlanCommandIT {

  private static final String KRYO_REQUIRED = "spark.kryo.registrationRequired";

  @TempDir private Path folder;

  @BeforeAll
  static void settings() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void plansTheSample() {
    Outcome outcome = Job.run(Job.arguments("plan", "output.dir=" + folder));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode plan = outcome.json();
    // 300 ids of 4 units, 4 x 4 and 4 x 4 weights, biases, and the output.
    assertThat(plan.get("parameters").intValue()).isEqualTo(300 * 4 + 16 + 16 + 4 + 4 + 1);
    assertThat(plan.get("updater_state").intValue())
        .isEqualTo(2 * plan.get("parameters").intValue());
    assertThat(plan.get("broadcast_bytes").intValue())
        .isEqualTo(12 * plan.get("parameters").intValue());
    assertThat(plan.at("/examples/train").intValue()).isEqualTo(16_000);
    assertThat(plan.at("/examples/basis").textValue()).isEqualTo("known");
    assertThat(plan.get("replicas").intValue()).isEqualTo(2);
    assertThat(plan.at("/memory/driver_heap/parts/examples").longValue()).isPositive();
    assertThat(plan.at("/memory/driver_heap/parts/linear model").longValue())
        .isEqualTo(16_000 * (64 + 4 * 12) + 30 * 8 * 301);
    assertThat(plan.get("submit").toString()).contains("--master\",\"local[2]", "\"train\"");
    assertThat(outcome.err()).contains("Network: 1,241 weights", "spark-submit \\");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void imagesAreCountedByTheirSource() {
    Outcome outcome =
        Job.run("plan", "--json", "--set", "workload=autoencoder", "--set", "output.dir=" + folder);

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/examples/train").intValue()).isEqualTo(4_000);
    assertThat(outcome.json().at("/examples/test").intValue()).isEqualTo(1_000);
    assertThat(outcome.json().at("/examples/basis").textValue()).isEqualTo("known");
  }

  @Test
  void plansAClusterThatIsNotThere() {
    Outcome outcome =
        Job.run(
            "plan",
            "--json",
            "--master",
            "k8s://https://api:6443",
            "--executors",
            "8",
            "--executor-cores",
            "4",
            "--examples",
            "1000000",
            "--set",
            "data.path=reviews.csv",
            "--set",
            "data.cache-dir=",
            "--set",
            "output.dir=" + folder);

    assertThat(outcome.code()).isEqualTo(2);
    JsonNode plan = outcome.json();
    assertThat(plan.get("replicas").intValue()).isEqualTo(32);
    assertThat(plan.at("/examples/train").intValue()).isEqualTo(1_000_000);
    assertThat(plan.get("findings")).isNotEmpty();
    assertThat(plan.at("/findings/0/check").textValue()).isEqualTo("local-path");
    assertThat(plan.at("/findings/0/severity").textValue()).isEqualTo("refuse");
    assertThat(plan.at("/findings/0/fix").textValue()).startsWith("--set data.path=hdfs://");
  }

  @Test
  void aTrainingThatWouldFailIsRefusedBeforeItBegins() {
    System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    System.setProperty(KRYO_REQUIRED, "true");
    try {
      Outcome outcome = Job.train("output.dir=" + folder.resolve("runs"));

      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.json().get("error").textValue())
          .contains(
              "1 thing would make the job fail",
              KRYO_REQUIRED + " is true",
              "fix: --conf spark.kryo.registrationRequired=false");
      assertThat(folder).isEmptyDirectory();
    } finally {
      System.clearProperty(KRYO_REQUIRED);
      System.clearProperty("spark.serializer");
    }
  }

  @Test
  void refusesNumbersThatAreNone() {
    Outcome outcome = Job.run("plan", "--executors", "0");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("expected 1 or more");
  }
}
