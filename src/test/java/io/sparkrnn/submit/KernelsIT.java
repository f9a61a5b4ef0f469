package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.blas.InstructionSet;
import io.sparkrnn.blas.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which kernels a packaged job computes with, what it says of them, and that they can be pinned.
 */
class KernelsIT {

  private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";

  @TempDir private Path folder;
  private int runs;

  @BeforeEach
  void needsAProcessorWithKernelsForMoreThanSse() {
    assumeThat(Processor.present().instructions())
        .as("the processor's instructions, of which OpenBLAS has older kernels")
        .isIn(InstructionSet.AVX2, InstructionSet.AVX512);
    assumeThat(BlasLibrary.load().coreType()).isNotEqualTo(CoreType.UNKNOWN);
  }

  @Test
  void oldKernelsAreToldWithTheFixByDriverAndExecutors() throws IOException, InterruptedException {
    Map<String, String> old = Map.of(CoreType.VARIABLE, "Prescott");
    String fix = "take OPENBLAS_CORETYPE=Prescott out of the environment";

    try (Submitted here = train("local[2]", old, Map.of())) {
      assertThat(here.code()).as(here.err()).isZero();
      assertThat(here.err())
          .contains("preflight: OpenBLAS ", "its kernels for Prescott", fix, ", Prescott (");
      assertThat(report()).contains("executor driver (", fix);
    }
    // The driver is told by its own environment, the executors by what Spark gives them.
    Map<String, String> ofExecutors = Map.of("spark.executorEnv.OPENBLAS_CORETYPE", "Prescott");
    try (Submitted there = train(TWO_EXECUTORS, Map.of(), ofExecutors)) {
      assertThat(there.code()).as(there.err()).isZero();
      assertThat(there.err())
          .doesNotContain("preflight: OpenBLAS")
          .contains("executor 0 (", "executor 1 (", fix);
      assertThat(provenance().at("/blas/0/core_type").textValue()).isEqualTo("Prescott");
      assertThat(provenance().at("/blas/0/chosen_by").textValue()).isEqualTo("environment");
    }
  }

  @Test
  void thePlanAndTheBenchmarkTellThemToo() throws IOException, InterruptedException {
    Map<String, String> old = Map.of(CoreType.VARIABLE, "Prescott");
    try (Submitted plan = start("local[2]", old, Map.of(), "plan")) {
      plan.code();
      assertThat(plan.json().at("/blas/core_type").textValue()).isEqualTo("Prescott");
      assertThat(plan.json().get("findings").toString()).contains("\"kernels\"", "Prescott");
    }
    try (Submitted bench =
        start("local[2]", old, Map.of(), "bench", "--quick", "--only", "sgemm")) {
      assertThat(bench.code()).as(bench.err()).isZero();
      assertThat(bench.json().at("/machine/core_type").textValue()).isEqualTo("Prescott");
      assertThat(bench.json().at("/limit_gflops/one").doubleValue())
          .isGreaterThan(bench.json().at("/sgemm_gflops/one").doubleValue());
      assertThat(bench.err()).contains("times as fast: --set blas.core-type=");
    }
  }

  @Test
  void pinnedKernelsGiveTheSameParametersWhateverTheEnvironmentSays()
      throws IOException, InterruptedException {
    String pinned = "blas.core-type=Haswell";
    String expected;
    try (Submitted first = train("local[2]", Map.of(), Map.of(), pinned)) {
      assertThat(first.code()).as(first.err()).isZero();
      expected = first.json().get("model_sha256").textValue();
      assertThat(first.err()).contains(", Haswell (").doesNotContain("fix: ");
      assertThat(provenance().at("/blas/0/core_type").textValue()).isEqualTo("Haswell");
    }
    Map<String, String> other = Map.of(CoreType.VARIABLE, "Prescott");
    try (Submitted again = train(TWO_EXECUTORS, other, Map.of(), pinned)) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.json().get("model_sha256").textValue()).isEqualTo(expected);
    }
  }

  @Test
  void anExecutorThatIsGivenOtherKernelsThanThePinnedOnesEndsTheJob()
      throws IOException, InterruptedException {
    Map<String, String> other = Map.of("spark.executorEnv.OPENBLAS_CORETYPE", "Prescott");
    try (Submitted refused =
        train("local-cluster[1,1,1024]", Map.of(), other, "blas.core-type=Haswell")) {
      assertThat(refused.code()).as(refused.err()).isEqualTo(2);
      assertThat(refused.json().get("error").textValue())
          .contains("blas.core-type is Haswell", "executor 0 (", "Prescott")
          .contains("remove spark.executorEnv.OPENBLAS_CORETYPE");
    }
  }

  private Submitted train(
      String master, Map<String, String> variables, Map<String, String> spark, String... settings)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.source=sample",
                "training.batch-size=256",
                "text.vocabulary-size=300",
                "text.length=12",
                "model.embedding-size=4",
                "model.hidden-size=5",
                "training.epochs=1",
                "training.replicas=2",
                "run.id=r"));
    all.addAll(List.of(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return start(master, variables, spark, arguments.toArray(String[]::new));
  }

  private Submitted start(
      String master, Map<String, String> variables, Map<String, String> spark, String... arguments)
      throws IOException {
    runs++;
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--set", "output.dir=" + own().resolve("runs")));
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("MASTER", master);
    Map<String, String> settings = new HashMap<>(spark);
    settings.put("spark.executor.memory", "1g");
    return Submitted.start(
        Files.createDirectories(own()), "submit/train.sh", environment, settings, all);
  }

  private Path own() {
    return folder.resolve("run-" + runs);
  }

  private String report() throws IOException {
    return Files.readString(own().resolve("runs/r/report.html"));
  }

  private JsonNode provenance() throws IOException {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(own().resolve("runs/r/model/provenance.json").toFile());
  }
}
