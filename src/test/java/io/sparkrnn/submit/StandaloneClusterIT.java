package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar on a standalone master with two workers, which lose executors, run tasks twice,
 * and give and take executors. How often some are killed is told by {@code -Dexecutor.kills=N}; 1
 * without.
 */
@Tag("cluster")
class StandaloneClusterIT {

  private static final int KILLS = Integer.getInteger("executor.kills", 1);

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;
  private static JsonNode whole;
  private static int starts;

  @BeforeAll
  static void startAndTrainUndisturbed() throws IOException, InterruptedException {
    cluster = StandaloneCluster.start(folder.resolve("cluster"));
    try (Submitted undisturbed = start(cluster, "whole", Map.of())) {
      assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
      whole = undisturbed.json();
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void executorsMayDieAtAnyMoment() throws IOException, InterruptedException {
    long epochMillis = epochMillis();
    Random random = new Random();
    try (Submitted disturbed = start(cluster, "killed", Map.of())) {
      for (int kill = 1; kill <= KILLS; kill++) {
        disturbed.awaitOnStandardError("Epoch " + 2 * kill + "/");
        Thread.sleep(random.nextLong(epochMillis));
        List<ProcessHandle> executors = cluster.executors();
        assertThat(executors).isNotEmpty();
        executors.get(random.nextInt(executors.size())).destroyForcibly();
      }
      requireTheSame(disturbed, "killed");
    }
  }

  /** So many replicas are averaged in slices on the executors, but on the driver in one process. */
  @Test
  void slicesHaveTheBitsOfOneProcessThoughAnExecutorDies()
      throws IOException, InterruptedException {
    String[] many = {
      "training.replicas=16",
      "text.vocabulary-size=10000",
      "training.epochs=3",
      "logging.spark-level=info"
    };
    JsonNode expected;
    try (Submitted alone = start("local[2]", "alone", Map.of(), many)) {
      assertThat(alone.code()).as(alone.err()).isZero();
      expected = alone.json();
    }
    try (Submitted sliced = start(cluster, "sliced", Map.of(), many)) {
      sliced.awaitOnStandardError("Epoch 1/");
      Thread.sleep(new Random().nextLong(1000));
      cluster.executors().get(0).destroyForcibly();
      requireTheSame(sliced, "sliced", expected, "alone");
      assertThat(sliced.err()).contains("Submitting ShuffleMapStage", "mapToPair at ReplicaMean");
    }
  }

  /** Blocks are lost with the executor, and made again where the shard is trained from then on. */
  @Test
  void examplesStreamFromDiskThoughAnExecutorDies() throws IOException, InterruptedException {
    String window = "data.shuffle-window=128";
    JsonNode expected;
    try (Submitted memory = start("local[2]", "memory", Map.of(), window, "data.storage=memory")) {
      assertThat(memory.code()).as(memory.err()).isZero();
      expected = memory.json();
    }
    try (Submitted streamed = start(cluster, "streamed", Map.of(), window, "data.storage=disk")) {
      streamed.awaitOnStandardError("Epoch 2/");
      Thread.sleep(new Random().nextLong(epochMillis()));
      cluster.executors().get(0).destroyForcibly();
      requireTheSame(streamed, "streamed", expected, "memory");
    }
  }

  @Test
  void aMasterThatGivesUpEndsTheJobWithWhatItTakesToGoOn()
      throws IOException, InterruptedException {
    try (StandaloneCluster strict =
            StandaloneCluster.start(
                folder.resolve("strict"), "-Dspark.deploy.maxExecutorRetries=1");
        Submitted failed = start(strict, "dropped", Map.of("spark.task.maxFailures", "1000"))) {
      failed.awaitOnStandardError("Epoch 2/");
      killExecutorsUntilTheEndOf(failed, strict);
      requireAnExplanation(failed, "Spark lost the executors");
    }
    requireGoingOn("dropped");
  }

  @Test
  void aTaskThatRanTwiceCountsOnce() throws IOException, InterruptedException {
    Map<String, String> spark =
        Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "50ms",
            "spark.speculation.quantile", "0.1",
            "spark.speculation.multiplier", "1.1",
            "spark.locality.wait", "0s");
    try (Submitted speculating = start(cluster, "twice", spark, "logging.spark-level=info")) {
      speculating.awaitOnStandardError("Epoch 2/");
      awaitWhileOneStands(speculating, Pattern.compile("Starting task \\d+\\.1 in stage"));
      requireTheSame(speculating, "twice");
    }
  }

  @Test
  void executorsMayComeAndGo() throws IOException, InterruptedException {
    Map<String, String> spark = new HashMap<>();
    spark.put("spark.dynamicAllocation.enabled", "true");
    spark.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    // Those without a shard go as soon as no task waits for them: however fast the driver is
    // between reading and training, it takes longer than Spark's look at them every 100 ms.
    spark.put("spark.dynamicAllocation.executorIdleTimeout", "0s");
    spark.put("spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s");
    try (Submitted dynamic = start(cluster, "dynamic", spark, "logging.spark-level=info")) {
      requireTheSame(dynamic, "dynamic");
      assertThat(dynamic.err())
          .containsPattern("Requesting \\d+ new executors? because tasks are backlogged")
          .contains("removed due to idle timeout");
    }
  }

  /** Stops an executor until standard error has more than it had, with what is looked for. */
  private static void awaitWhileOneStands(Submitted job, Pattern text)
      throws IOException, InterruptedException {
    int before = job.err().length();
    ProcessHandle slow = stopOne(job);
    try {
      job.awaitOnStandardError(text, before);
    } finally {
      // It may have been given back meanwhile.
      Signals.reach("CONT", slow.pid());
    }
  }

  private static ProcessHandle stopOne(Submitted job) throws IOException, InterruptedException {
    while (true) {
      for (ProcessHandle executor : cluster.executors()) {
        if (Signals.reach("STOP", executor.pid())) {
          return executor;
        }
      }
      assertThat(job.isAlive()).as(job.err()).isTrue();
      Thread.sleep(50);
    }
  }

  private static void killExecutorsUntilTheEndOf(Submitted job, StandaloneCluster on)
      throws InterruptedException {
    while (job.isAlive()) {
      on.executors().forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(100);
    }
  }

  private static void requireTheSame(Submitted disturbed, String id)
      throws IOException, InterruptedException {
    requireTheSame(disturbed, id, whole, "whole");
  }

  private static void requireTheSame(
      Submitted disturbed, String id, JsonNode expected, String expectedId)
      throws IOException, InterruptedException {
    assertThat(disturbed.code()).as(disturbed.err()).isZero();
    for (String part :
        List.of("model_sha256", "train", "validation", "test", "baseline", "examples")) {
      assertThat(disturbed.json().get(part)).as(part).isEqualTo(expected.get(part));
    }
    Path runs = folder.resolve("runs");
    assertThat(runs.resolve(id).resolve("ledger.jsonl"))
        .hasSameTextualContentAs(runs.resolve(expectedId).resolve("ledger.jsonl"));
  }

  private static void requireAnExplanation(Submitted failed, String says)
      throws InterruptedException {
    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    String error = failed.json().get("error").textValue();
    assertThat(error).contains(says, "--resume").doesNotContain("\n");
    assertThat(failed.err()).contains("spark-rnn: " + error).doesNotContain("\tat io.sparkrnn");
  }

  private static void requireGoingOn(String id) throws IOException, InterruptedException {
    assertThat(folder.resolve("runs").resolve(id)).doesNotExist();
    assertThat(folder.resolve("runs/." + id + ".partial")).doesNotExist();
    assertThat(folder.resolve("runs/." + id + ".checkpoints")).isNotEmptyDirectory();
    try (Submitted resumed = start(cluster, id, Map.of())) {
      requireTheSame(resumed, id);
      assertThat(resumed.err()).contains("Resuming after epoch ");
    }
  }

  /** How long an epoch of the undisturbed run took. */
  private static long epochMillis() throws IOException {
    double seconds = 0;
    List<String> epochs = Files.readAllLines(folder.resolve("runs/whole/metrics.jsonl"));
    for (String epoch : epochs) {
      JsonNode row = new ObjectMapper().readTree(epoch);
      seconds +=
          row.get("train_seconds").doubleValue() + row.get("validation_seconds").doubleValue();
    }
    return Math.round(1000 * seconds / epochs.size());
  }

  private static Submitted start(
      StandaloneCluster on, String id, Map<String, String> spark, String... more)
      throws IOException {
    return start(on.url(), id, spark, more);
  }

  private static Submitted start(
      String master, String id, Map<String, String> spark, String... more) throws IOException {
    Path own = Files.createDirectories(folder.resolve("start-" + starts++));
    List<String> arguments = new ArrayList<>(List.of("train", "--json", "--resume"));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.source=sample",
                "training.batch-size=256",
                "text.vocabulary-size=300",
                "text.length=32",
                "model.embedding-size=16",
                "model.hidden-size=16",
                "model.output-dropout=0.3",
                "averaging.rounds-per-epoch=6",
                "training.epochs=" + (2 * KILLS + 2),
                "training.replicas=2",
                "output.dir=" + folder.resolve("runs"),
                "run.id=" + id));
    settings.addAll(List.of(more));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    Map<String, String> all = new HashMap<>(spark);
    all.put("spark.executor.memory", "1g");
    return Submitted.start(own, master, all, arguments);
  }
}
