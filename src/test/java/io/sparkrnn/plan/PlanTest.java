package io.sparkrnn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @Test
  void printsTheWholeCommand() {
    assertThat(plan("yarn", Map.of()).command().text())
        .isEqualTo(
            """
            OMP_NUM_THREADS=1 spark-submit \\
              --master yarn \\
              --deploy-mode client \\
              --num-executors 2 \\
              --executor-cores 1 \\
              --executor-memory 1g \\
              --conf spark.executor.memoryOverhead=1g \\
              --conf spark.driver.memoryOverhead=1g \\
              --conf spark.task.cpus=1 \\
              --conf spark.executorEnv.OMP_NUM_THREADS=1 \\
              --conf spark.executorEnv.OPENBLAS_NUM_THREADS=1 \\
              --conf 'spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=512m\
             -Dorg.bytedeco.javacpp.maxphysicalbytes=0' \\
              --conf spark.scheduler.minRegisteredResourcesRatio=1.0 \\
              --conf spark.dynamicAllocation.enabled=false \\
              --driver-memory 1g \\
              --driver-java-options '-Dorg.bytedeco.javacpp.maxbytes=512m\
             -Dorg.bytedeco.javacpp.maxphysicalbytes=0' \\
              --class io.sparkrnn.cli.Main \\
              target/a.jar train --set 'seed=it'\\''s'""");
  }

  @Test
  void mendsWhatWasGivenTooSmallAndKeepsTheRest() {
    List<String> words =
        plan(
                "yarn",
                Map.of(
                    "spark.executor.memory", "100m",
                    "spark.driver.memory", "6g",
                    "spark.executor.memoryOverhead", "200",
                    "spark.eventLog.enabled", "true",
                    "spark.hadoop.fs.s3a.secret.key", "hush"))
            .command()
            .words();

    assertThat(words)
        .containsSequence("--executor-memory", "1g")
        .containsSequence("--driver-memory", "6g")
        .contains("spark.executor.memoryOverhead=1g", "spark.eventLog.enabled=true")
        .contains("spark.hadoop.fs.s3a.secret.key=***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "spark://master:7077", "yarn", "k8s://https://api:6443"})
  void nothingWouldGoWrongWithWhatItAdvises(String master) {
    assertThat(plan(master, Map.of()).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "local,0,1",
    "local[3],0,3",
    "local[*],0,8",
    "'local[2,4]',0,2",
    "'local-cluster[3,2,1024]',3,6",
    "yarn,2,2",
    "spark://a:7077,2,4"
  })
  void readsMasters(String url, int executors, int slots) {
    ClusterShape shape =
        ClusterShape.of(Master.parse(url, 8), new SparkSettings(Map.of()), OptionalInt.empty());
    assertThat(shape.executors()).isEqualTo(executors);
    assertThat(shape.slots()).isEqualTo(slots);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mesos://x", "", "local[x]", "Yarn"})
  void refusesWhatIsNoMaster(String url) {
    assertThatThrownBy(() -> Master.parse(url, 8))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the master is '" + url + "', expected local");
  }

  @Test
  void aStandaloneMasterDividesItsCores() {
    SparkSettings spark =
        new SparkSettings(Map.of("spark.cores.max", "12", "spark.executor.cores", "4"));
    assertThat(
            ClusterShape.of(Master.parse("spark://a:7077", 8), spark, OptionalInt.empty())
                .executors())
        .isEqualTo(3);
  }

  @Test
  void sizesFollowTheNetworkAndTheShape() {
    MemoryEstimate two = Setups.on("yarn").setup().sizes();
    MemoryEstimate four = Setups.on("yarn").with("spark.executor.cores", "4").setup().sizes();

    assertThat(part(two.executorNative(), "replicas"))
        .isEqualTo(2 * 4L * (2 * 1_313_025 + 2_626_050));
    assertThat(part(four.executorNative(), "activations"))
        .isEqualTo(2 * part(two.executorNative(), "activations"));
    assertThat(part(two.driverHeap(), "broadcast")).isEqualTo(4L * (1_313_025 + 2_626_050));
    assertThat(part(two.executorHeap(), "examples")).isEqualTo(12_500L * 436);
  }

  @Test
  void memoryForExamplesIsThatOfWindowsIfTheyAreManyUnlessAllAreToStayInIt() {
    assertThat(examplesOf(10_000_000, Storage.AUTO)).isEqualTo(2 * 2 * 65_536L * 436);
    assertThat(examplesOf(100_000_000, Storage.AUTO)).isEqualTo(2 * 2 * 65_536L * 436);
    assertThat(examplesOf(10_000_000, Storage.MEMORY)).isEqualTo(5_000_000L * 436);
  }

  @Test
  void theLinearBaselineIsCountedWhereTasksRun() {
    Setups cluster = Setups.on("yarn");
    MemoryEstimate sizes = MemoryEstimate.of(cluster.demand(), cluster.setup().shape());
    assertThat(part(sizes.executorHeap(), "linear model")).isEqualTo(25_000_000);
    assertThat(part(sizes.driverHeap(), "linear model")).isZero();

    Setups local = Setups.on("local[2]");
    sizes = MemoryEstimate.of(local.demand(), local.setup().shape());
    assertThat(part(sizes.driverHeap(), "linear model")).isEqualTo(25_000_000);
  }

  @Test
  void unlabeledExamplesTakeAsMuchMemoryAndDiskAsOthers() {
    Setups setups = Setups.on("yarn");
    ResourceEstimate demand = setups.demand(25_000, 50_000, Storage.AUTO);

    MemoryEstimate sizes = MemoryEstimate.of(demand, setups.setup().shape());

    assertThat(part(sizes.executorHeap(), "examples")).isEqualTo(37_500L * 436);
    assertThat(demand.localDiskBytes(setups.setup().shape())).isEqualTo(2 * 436L * 37_500);
  }

  @Test
  void localDiskHoldsExamplesTwice() {
    Setups setups = Setups.on("yarn");

    assertThat(setups.demand(10_000_001, Storage.AUTO).localDiskBytes(setups.setup().shape()))
        .isEqualTo(2 * 436L * 5_000_001);
  }

  /** On two executors of two cores. */
  private static long examplesOf(long count, Storage storage) {
    Setups setups = Setups.on("yarn");
    MemoryEstimate sizes = MemoryEstimate.of(setups.demand(count, storage), setups.setup().shape());
    return part(sizes.executorHeap(), "examples");
  }

  private static long part(List<MemoryItem> amounts, String name) {
    return amounts.stream()
        .filter(amount -> amount.name().equals(name))
        .mapToLong(MemoryItem::bytes)
        .sum();
  }

  private static Plan plan(String master, Map<String, String> settings) {
    SparkSettings spark = new SparkSettings(settings);
    Master where = Master.parse(master, 2);
    ResourceEstimate demand = Setups.on(master).with(Strategy.MEAN).demand();
    JobSetup setup =
        JobSetup.of(
            where,
            ClusterShape.of(where, spark, OptionalInt.empty()),
            spark,
            demand,
            List.of(),
            Optional.empty());
    return Plan.of(Plan.completed(setup), "target/a.jar", List.of("train", "--set", "seed=it's"));
  }
}
