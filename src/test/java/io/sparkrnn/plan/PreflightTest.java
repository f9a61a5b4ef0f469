package io.sparkrnn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.plan.Finding.Severity;
import io.sparkrnn.plan.Location.Use;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each finding on both sides of where it begins. */
class PreflightTest {

  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yarn",
        "k8s://https://api:6443",
        "spark://master:7077",
        "local-cluster[2,2,2048]"
      })
  void nothingIsSaidOfAGoodSetup(String master) {
    assertThat(Setups.on(master).findings()).isEmpty();
  }

  @Test
  void nothingIsSaidOfAGoodLocalSetup() {
    assertThat(Setups.on("local[2]").findings()).isEmpty();
  }

  @Test
  void kernelsOlderThanTheProcessorAreToldUnlessASettingAsksForThem() {
    Finding finding =
        only(Setups.on("local[2]").with(Setups.driver(BlasInfo.KernelSelection.LIBRARY)));
    assertThat(finding.check()).isEqualTo("kernels");
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.problem()).contains("OpenBLAS 0.3.19", "Prescott", "AVX-512");
    assertThat(finding.fix()).contains("--set blas.core-type=SkylakeX");

    assertThat(
            Setups.on("local[2]").with(Setups.driver(BlasInfo.KernelSelection.SETTING)).findings())
        .isEmpty();
  }

  @Test
  void aContainerHasRoomForNativeMemory() {
    long need = MemoryItem.sum(Setups.on("yarn").setup().sizes().executorNative());
    long mebibytes = (need + MIB - 1) / MIB;

    assertThat(Setups.on("yarn").with(OVERHEAD, mebibytes + "m").findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").with(OVERHEAD, mebibytes - 1 + ""));
    assertThat(finding.check()).isEqualTo("executor-overhead");
    assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
    assertThat(finding.problem()).contains(OVERHEAD + " is ", "would be killed");
    assertThat(finding.fix()).isEqualTo("--conf spark.executor.memoryOverhead=1g");
  }

  @Test
  void sparksOwnMarginCountsWhereNoneIsGiven() {
    Finding finding = only(Setups.on("k8s://https://api").without(OVERHEAD));
    assertThat(finding.problem()).contains(OVERHEAD + " is not set, which makes 384 MB");

    assertThat(
            Setups.on("yarn")
                .without(OVERHEAD)
                .with("spark.executor.memoryOverheadFactor", "0.9")
                .findings())
        .isEmpty();
    // No container, no margin.
    assertThat(Setups.on("spark://master:7077").without(OVERHEAD).findings()).isEmpty();
  }

  @Test
  void aDriverInAContainerHasRoomToo() {
    Finding finding = only(Setups.on("yarn").with("spark.submit.deployMode", "cluster"));
    assertThat(finding.check()).isEqualTo("driver-overhead");
    assertThat(finding.fix()).startsWith("--conf spark.driver.memoryOverhead=");
    assertThat(
            Setups.on("yarn")
                .with("spark.submit.deployMode", "cluster")
                .with("spark.driver.memoryOverhead", "1g")
                .findings())
        .isEmpty();
  }

  @Test
  void nativeMemoryIsNotLimitedBelowItsNeed() {
    long need = MemoryEstimate.limited(Setups.on("yarn").setup().sizes().executorNative());

    assertThat(Setups.on("yarn").with(JAVA_OPTIONS, limit(need)).findings()).isEmpty();
    assertThat(Setups.on("yarn").with(JAVA_OPTIONS, limit(0)).findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").with(JAVA_OPTIONS, limit(need - 1)));
    assertThat(finding.check()).isEqualTo("executor-native-limit");
    assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
    assertThat(finding.fix())
        .isEqualTo(
            "--conf \"spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=512m"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=0\"");
  }

  @Test
  void theDriversLimitCountsWhereItTrains() {
    long need = MemoryEstimate.limited(Setups.on("local[2]").setup().sizes().driverNative());

    assertThat(Setups.on("local[2]").with(Setups.driver(4 * Setups.GIB, need, "1")).findings())
        .isEmpty();
    assertThat(
            only(Setups.on("local[2]").with(Setups.driver(4 * Setups.GIB, need - 1, "1"))).check())
        .isEqualTo("driver-native-limit");
    // On a cluster the driver has no passes.
    assertThat(Setups.on("yarn").with(Setups.driver(4 * Setups.GIB, need - 1, "1")).findings())
        .isEmpty();
  }

  @Test
  void heapsAreLargeEnough() {
    JobSetup setup = Setups.on("yarn").setup();
    long executor = (MemoryItem.sum(setup.sizes().executorHeap()) + MIB - 1) / MIB;
    assertThat(Setups.on("yarn").with("spark.executor.memory", executor + "m").findings())
        .isEmpty();
    Finding finding = only(Setups.on("yarn").with("spark.executor.memory", executor - 1 + "m"));
    assertThat(finding.check()).isEqualTo("executor-heap");
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.fix()).isEqualTo("--executor-memory 1g");

    long driver = MemoryItem.sum(setup.sizes().driverHeap());
    assertThat(Setups.on("yarn").with(Setups.driver(driver, 0, "1")).findings()).isEmpty();
    assertThat(only(Setups.on("yarn").with(Setups.driver(driver - 1, 0, "1"))).check())
        .isEqualTo("driver-heap");
  }

  @Test
  void theMachineHasWhatIsToRunOnIt() {
    JobSetup local = Setups.on("local[2]").setup();
    long need =
        MemoryItem.sum(local.sizes().driverHeap()) + MemoryItem.sum(local.sizes().driverNative());

    assertThat(Setups.on("local[2]").with(Setups.driver(List.of(), 17, true, need)).findings())
        .isEmpty();
    assertThat(
            only(Setups.on("local[2]").with(Setups.driver(List.of(), 17, true, need - 1))).check())
        .isEqualTo("machine-memory");
  }

  @Test
  void resultsMayReachTheDriver() {
    String key = "spark.driver.maxResultSize";
    long need = 4L * 4 * (1_313_025 + 2_626_050);

    assertThat(Setups.on("yarn").with(key, "1m").findings()).isEmpty();
    assertThat(only(Setups.on("yarn").with(key, "500k")).check()).isEqualTo("result-size");
    assertThat(Setups.on("yarn").with(Strategy.DL4J).with(key, need + "b").findings()).isEmpty();
    assertThat(Setups.on("yarn").with(Strategy.DL4J).with(key, "0").findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").with(Strategy.DL4J).with(key, need - 1 + "b"));
    assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
    assertThat(finding.fix()).isEqualTo("--conf spark.driver.maxResultSize=256m");
  }

  @Test
  void aTaskFitsIntoAnExecutor() {
    assertThat(Setups.on("yarn").with("spark.task.cpus", "2").findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").with("spark.task.cpus", "3"));
    assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
    assertThat(finding.fix()).isEqualTo("--executor-cores 3, or --conf spark.task.cpus=2");
    assertThat(only(Setups.on("local[2]").with("spark.task.cpus", "3")).fix())
        .isEqualTo("--conf spark.task.cpus=2");
  }

  @ParameterizedTest
  @CsvSource({"local[2],1,1,false", "local[2],1,2,true", "local[2],2,2,false", "local[2],1,x,true"})
  void threadsKeepToTheCoresOfATask(String master, String cpus, String threads, boolean found) {
    List<Finding> findings =
        Setups.on(master).with("spark.task.cpus", cpus).withOmpThreads(threads).findings();
    assertThat(findings).hasSize(found ? 1 : 0);
    assertThat(findings)
        .allMatch(finding -> finding.check().equals("threads") && !finding.refuses())
        .allMatch(finding -> finding.fix().equals("OMP_NUM_THREADS=1 in the environment"));
  }

  @Test
  void threadsOfExecutorsAreWhatSparkTellsThem() {
    String key = "spark.executorEnv.OMP_NUM_THREADS";
    // The driver's own count is nobody's business there.
    assertThat(Setups.on("yarn").withOmpThreads("8").with(key, "1").findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").with(key, "4"));
    assertThat(finding.problem()).contains("OMP_NUM_THREADS is 4, and 2 tasks share a process");
    assertThat(finding.fix()).isEqualTo("--conf spark.executorEnv.OMP_NUM_THREADS=1");
    assertThat(only(Setups.on("local[2]").withOmpThreads("")).problem()).contains("is not set");
  }

  @Test
  void replicasRunAtOnce() {
    assertThat(Setups.on("yarn").withReplicas(4).findings()).isEmpty();
    Finding finding = only(Setups.on("yarn").withReplicas(5));
    assertThat(finding.check()).isEqualTo("replicas");
    assertThat(finding.problem()).contains("each round takes 2 turns");
  }

  @Test
  void executorsStay() {
    String key = "spark.dynamicAllocation.enabled";
    assertThat(only(Setups.on("yarn").with(key, "true")).fix())
        .isEqualTo("--conf spark.dynamicAllocation.enabled=false, or --set training.replicas=N");
    assertThat(only(Setups.on("yarn").with(key, "true").withReplicas(4)).problem())
        .contains("the shards of removed executors are lost");
    assertThat(Setups.on("local[2]").with(key, "true").findings()).isEmpty();
  }

  @Test
  void speculationIsToldOf() {
    assertThat(only(Setups.on("yarn").with("spark.speculation", "true")).severity())
        .isEqualTo(Severity.WARN);
    assertThat(Setups.on("yarn").with("spark.speculation", "false").findings()).isEmpty();
  }

  @Test
  void javasPackagesAreOpen() {
    Finding finding =
        only(
            Setups.on("local[2]")
                .with(Setups.driver(List.of("java.nio", "sun.nio.ch"), 17, true, 0)));
    assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
    assertThat(finding.fix())
        .contains(
            "--add-opens=java.base/java.nio=ALL-UNNAMED"
                + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
  }

  @Test
  void javaIsOfTheVersionThatIsTested() {
    assertThat(only(Setups.on("yarn").with(Setups.driver(List.of(), 21, true, 0))).problem())
        .contains("Java is version 21");
  }

  @Test
  void theJarHasNativeCodeForTheMachine() {
    Finding finding = only(Setups.on("yarn").with(Setups.driver(List.of(), 17, false, 0)));
    assertThat(finding.fix()).isEqualTo("mvn package -Dnative.platform=linux-x86_64");
  }

  @Test
  void kryoKnowsWhatIsSent() {
    String registrator = "spark.kryo.registrator";
    Setups kryo = Setups.on("yarn").with("spark.serializer", KRYO);
    assertThat(kryo.findings()).isEmpty();
    assertThat(kryo.with(registrator, "io.sparkrnn.train.KryoSupport").findings()).isEmpty();
    assertThat(only(kryo.with(registrator, "org.nobody.Registrator")).problem())
        .contains("names org.nobody.Registrator, which is not on the class path");
    assertThat(only(kryo.with("spark.kryo.registrationRequired", "true")).fix())
        .isEqualTo("--conf spark.kryo.registrationRequired=false");
    assertThat(Setups.on("yarn").with("spark.kryo.registrationRequired", "true").findings())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "yarn,REFUSE",
    "k8s://https://api,REFUSE",
    "spark://master:7077,REFUSE",
    "spark://localhost:7077,WARN",
    "spark://127.0.0.1:7077,WARN",
    "local[2],",
    "'local-cluster[2,2,2048]',"
  })
  void localPathsAreForOneMachine(String master, Severity severity) {
    List<Finding> findings =
        Setups.on(master).with(place("data.path", "file", Use.READ, Optional.empty())).findings();
    assertThat(findings.stream().map(Finding::severity))
        .isEqualTo(severity == null ? List.of() : List.of(severity));
    assertThat(findings).allMatch(finding -> finding.fix().startsWith("--set data.path=hdfs://"));
    assertThat(
            Setups.on(master)
                .with(place("data.path", "hdfs", Use.READ, Optional.empty()))
                .findings())
        .isEmpty();
  }

  @Test
  void theDriversDiskIsItsOwnUnlessItIsSentAway() {
    Location output = place("output.dir", "file", Use.WRITTEN_BY_DRIVER, Optional.empty());
    assertThat(Setups.on("yarn").with(output).findings()).isEmpty();
    assertThat(
            Setups.on("yarn")
                .with("spark.submit.deployMode", "cluster")
                .with("spark.driver.memoryOverhead", "2g")
                .with(output)
                .findings())
        .extracting(Finding::check)
        .containsExactly("local-path");
    assertThat(
            Setups.on("yarn")
                .with(place("data.cache-dir", "file", Use.WRITTEN_BY_ALL, Optional.empty()))
                .findings())
        .extracting(Finding::check)
        .containsExactly("local-path");
  }

  @Test
  void runsCanBePublished() {
    assertThat(only(Setups.on("yarn").with(written("hdfs", "Permission denied"))).problem())
        .endsWith("Permission denied");
    assertThat(only(Setups.on("yarn").with(written("https", "any"))).problem())
        .contains("https is read-only");
    assertThat(
            Setups.on("yarn")
                .with(place("output.dir", "s3a", Use.WRITTEN_BY_DRIVER, Optional.empty()))
                .findings())
        .isEmpty();
  }

  @Test
  void theWorstComesFirst() {
    assertThat(
            Setups.on("yarn")
                .with("spark.speculation", "true")
                .with(place("data.path", "file", Use.READ, Optional.empty()))
                .findings())
        .extracting(Finding::check)
        .containsExactly("local-path", "speculation");
  }

  private static Finding only(Setups setups) {
    List<Finding> findings = setups.findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static String limit(long bytes) {
    return "-Dx=1 -Dorg.bytedeco.javacpp.maxbytes=" + bytes;
  }

  private static Location written(String scheme, String trouble) {
    return place("output.dir", scheme, Use.WRITTEN_BY_DRIVER, Optional.of(trouble));
  }

  private static Location place(String key, String scheme, Use use, Optional<String> trouble) {
    return new Location(key, key, scheme + ":///x", scheme, use, trouble);
  }
}
