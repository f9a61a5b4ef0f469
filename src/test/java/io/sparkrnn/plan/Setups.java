package io.sparkrnn.plan;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.blas.InstructionSet;
import io.sparkrnn.blas.Processor;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.plan.InputCounts.Basis;
import io.sparkrnn.workload.ExampleSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A set-up of which nothing is to be said, and others that differ in what a test is about. */
record Setups(
    String master,
    Map<String, String> spark,
    Strategy strategy,
    OptionalInt replicas,
    List<Location> places,
    Optional<DriverProcess> driver) {

  static final long GIB = 1L << 30;

  private static final BlasInfo BLAS =
      new BlasInfo(
          "0.3.31",
          CoreType.SKYLAKEX,
          BlasInfo.KernelSelection.LIBRARY,
          new Processor("Made Up CPU", InstructionSet.AVX512));

  private static final DriverProcess DRIVER =
      new DriverProcess(
          4 * GIB,
          4 * GIB,
          Optional.of("1"),
          List.of(),
          17,
          "linux-x86_64",
          true,
          Optional.of(BLAS),
          64 * GIB);

  /** The reference network on two executors of two cores. */
  static Setups on(String master) {
    Map<String, String> spark = new LinkedHashMap<>();
    spark.put("spark.executor.instances", "2");
    spark.put("spark.executor.cores", "2");
    spark.put("spark.cores.max", "4");
    spark.put("spark.executor.memory", "2g");
    spark.put("spark.executor.memoryOverhead", "2560m");
    spark.put("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxbytes=2g");
    return new Setups(
        master, spark, Strategy.MEAN, OptionalInt.empty(), List.of(), Optional.of(DRIVER));
  }

  Setups with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(spark);
    more.put(key, value);
    return new Setups(master, more, strategy, replicas, places, driver);
  }

  Setups without(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(spark);
    fewer.remove(key);
    return new Setups(master, fewer, strategy, replicas, places, driver);
  }

  Setups with(Strategy other) {
    return new Setups(master, spark, other, replicas, places, driver);
  }

  Setups withReplicas(int count) {
    return new Setups(master, spark, strategy, OptionalInt.of(count), places, driver);
  }

  Setups with(Location place) {
    return new Setups(master, spark, strategy, replicas, List.of(place), driver);
  }

  /** Whose driver is another process. */
  Setups with(DriverProcess other) {
    return new Setups(master, spark, strategy, replicas, places, Optional.of(other));
  }

  Setups withOmpThreads(String threads) {
    return with(driver(DRIVER.heap(), DRIVER.nativeLimit(), threads));
  }

  static DriverProcess driver(long heap, long nativeLimit, String ompThreads) {
    return new DriverProcess(
        heap,
        nativeLimit,
        Optional.of(ompThreads).filter(text -> !text.isEmpty()),
        List.of(),
        17,
        "linux-x86_64",
        true,
        Optional.of(BLAS),
        64 * GIB);
  }

  /** A driver whose Java is not as it has to be. */
  static DriverProcess driver(List<String> closed, int java, boolean nativeCode, long memory) {
    return new DriverProcess(
        4 * GIB,
        4 * GIB,
        Optional.of("1"),
        closed,
        java,
        "linux-x86_64",
        nativeCode,
        Optional.of(BLAS),
        memory);
  }

  /** A driver with old kernels. */
  static DriverProcess driver(BlasInfo.KernelSelection chooser) {
    BlasInfo old = new BlasInfo("0.3.19", CoreType.PRESCOTT, chooser, BLAS.processor());
    return new DriverProcess(
        4 * GIB,
        4 * GIB,
        Optional.of("1"),
        List.of(),
        17,
        "linux-x86_64",
        true,
        Optional.of(old),
        64 * GIB);
  }

  JobSetup setup() {
    SparkSettings settings = new SparkSettings(spark);
    Master where = Master.parse(master, 2);
    ResourceEstimate demand = demand();
    return JobSetup.of(
        where, ClusterShape.of(where, settings, replicas), settings, demand, places, driver);
  }

  ResourceEstimate demand() {
    return demand(25_000, Storage.AUTO);
  }

  ResourceEstimate demand(long trainExamples, Storage storage) {
    return demand(trainExamples, 0, storage);
  }

  ResourceEstimate demand(long trainExamples, long unlabeled, Storage storage) {
    return new ResourceEstimate(
        1_313_025,
        2_626_050,
        10_000,
        0,
        new ExampleSize(200, 2, 1, 200 * 256, 200 * 256),
        new InputCounts(trainExamples, 25_000, unlabeled, Basis.GIVEN),
        65_536,
        storage,
        64,
        256,
        replicas,
        true,
        false,
        false,
        false,
        true,
        strategy,
        25_000_000);
  }

  List<Finding> findings() {
    return Preflight.findings(setup());
  }
}
