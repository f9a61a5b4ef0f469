package io.sparkrnn.plan;

import static io.sparkrnn.plan.Bytes.MIB;
import static io.sparkrnn.plan.Bytes.human;
import static io.sparkrnn.plan.Bytes.option;
import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import io.sparkrnn.config.AveragingSettings.Strategy;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks that heaps, containers and memory limits are as large as the estimated need. */
final class MemoryChecks {

  /** Spark's default memory overhead factor of driver and executors. */
  private static final double OVERHEAD_FACTOR = 0.1;

  /** Spark's minimum memory overhead if none is set. */
  private static final long LEAST_OVERHEAD = 384 * MIB;

  private static final long DEFAULT_HEAP = 1024 * MIB;
  private static final long DEFAULT_RESULTS = 1024 * MIB;

  private final JobSetup setup;
  private final RecommendedSizes advice;

  private MemoryChecks(JobSetup setup) {
    this.setup = setup;
    this.advice = RecommendedSizes.of(setup.sizes());
  }

  static Stream<Finding> of(JobSetup setup) {
    MemoryChecks checks = new MemoryChecks(setup);
    return Stream.of(
            checks.executorOverhead(),
            checks.driverOverhead(),
            checks.executorLimit(),
            checks.driverLimit(),
            checks.executorHeap(),
            checks.driverHeap(),
            checks.machine(),
            checks.results())
        .flatMap(List::stream);
  }

  private List<Finding> executorOverhead() {
    return setup.shape().executors() == 0
        ? List.of()
        : overhead(
            "executor",
            heapOf("spark.executor.memory"),
            MemoryItem.sum(setup.sizes().executorNative()),
            advice.executorOverhead());
  }

  private List<Finding> driverOverhead() {
    // In client mode the driver does not run in a container.
    return setup.spark().text("spark.submit.deployMode").orElse("client").equals("cluster")
        ? overhead(
            "driver",
            heapOf("spark.driver.memory"),
            MemoryItem.sum(setup.sizes().driverNative()),
            advice.driverOverhead())
        : List.of();
  }

  private List<Finding> overhead(String process, long heap, long need, long advised) {
    if (!setup.master().containers()) {
      return List.of();
    }
    String key = "spark." + process + ".memoryOverhead";
    OptionalLong given = setup.spark().mebibytes(key);
    double factor = setup.spark().decimal(key + "Factor", OVERHEAD_FACTOR);
    long overhead = given.orElse(Math.max(LEAST_OVERHEAD, (long) (heap * factor)));
    if (overhead >= need) {
      return List.of();
    }
    return List.of(
        refuse(
            process + "-overhead",
            "%s %s %s, but native memory and the JVM need %s in addition to the heap: the container would be killed"
                .formatted(
                    key,
                    given.isPresent() ? "is" : "is not set, which makes",
                    human(overhead),
                    human(need)),
            "--conf %s=%s".formatted(key, option(advised))));
  }

  private List<Finding> executorLimit() {
    if (setup.shape().executors() == 0) {
      return List.of();
    }
    String key = "spark.executor.extraJavaOptions";
    // JavaCPP's default limit is the maximum heap size.
    OptionalLong given = setup.spark().nativeLimit(key);
    long limit = given.orElse(heapOf("spark.executor.memory"));
    return limit(
        "executor",
        limit,
        given.isPresent() ? "is" : "is not set in " + key + ", which makes it",
        MemoryEstimate.limited(setup.sizes().executorNative()),
        "--conf \"%s=-Dorg.bytedeco.javacpp.maxbytes=%s -Dorg.bytedeco.javacpp.maxphysicalbytes=0\""
            .formatted(key, option(advice.executorNative())));
  }

  private List<Finding> driverLimit() {
    OptionalLong given = setup.spark().nativeLimit("spark.driver.extraJavaOptions");
    long limit =
        setup
            .driver()
            .map(DriverProcess::nativeLimit)
            .orElseGet(() -> given.orElse(heapOf("spark.driver.memory")));
    return limit(
        "driver",
        limit,
        given.isPresent() ? "is" : "is not set, which makes it",
        MemoryEstimate.limited(setup.sizes().driverNative()),
        "--driver-java-options \"-Dorg.bytedeco.javacpp.maxbytes=%s -Dorg.bytedeco.javacpp.maxphysicalbytes=0\""
            .formatted(option(advice.driverNative())));
  }

  private List<Finding> limit(String process, long limit, String is, long need, String fix) {
    // JavaCPP treats a limit of 0 or less as no limit.
    return limit <= 0 || limit >= need
        ? List.of()
        : List.of(
            refuse(
                process + "-native-limit",
                "org.bytedeco.javacpp.maxbytes of the %s %s %s, but its native memory needs %s: training would fail with an OutOfMemoryError"
                    .formatted(process, is, human(limit), human(need)),
                fix));
  }

  private List<Finding> executorHeap() {
    if (setup.shape().executors() == 0) {
      return List.of();
    }
    return heap(
        "executor",
        heapOf("spark.executor.memory"),
        MemoryItem.sum(setup.sizes().executorHeap()),
        "--executor-memory " + option(advice.executorHeap()));
  }

  private List<Finding> driverHeap() {
    return heap(
        "driver",
        setup.driver().map(DriverProcess::heap).orElseGet(() -> heapOf("spark.driver.memory")),
        MemoryItem.sum(setup.sizes().driverHeap()),
        "--driver-memory " + option(advice.driverHeap()));
  }

  private static List<Finding> heap(String process, long heap, long need, String fix) {
    return heap >= need
        ? List.of()
        : List.of(
            warn(
                process + "-heap",
                "the %s's heap is %s, but about %s are needed: it would be slow, or run out of memory"
                    .formatted(process, human(heap), human(need)),
                fix));
  }

  private long heapOf(String key) {
    return setup.spark().mebibytes(key).orElse(DEFAULT_HEAP);
  }

  /** Checks that this machine has enough memory for the driver and all executors on it. */
  private List<Finding> machine() {
    long memory = setup.driver().map(DriverProcess::machineMemory).orElse(0L);
    long need =
        MemoryItem.sum(setup.sizes().driverHeap()) + MemoryItem.sum(setup.sizes().driverNative());
    if (setup.master().sameMachine()) {
      need +=
          setup.shape().executors()
              * (MemoryItem.sum(setup.sizes().executorHeap())
                  + MemoryItem.sum(setup.sizes().executorNative()));
    }
    return memory == 0 || memory >= need
        ? List.of()
        : List.of(
            warn(
                "machine-memory",
                "this machine has %s of memory, but about %s are needed on it"
                    .formatted(human(memory), human(need)),
                "use a larger machine, or run fewer tasks at once, such as --master local[1]"));
  }

  /**
   * Checks {@code spark.driver.maxResultSize}. Predictions for test examples are returned as task
   * results, and so are sums of weights with DL4J's own trainer. This job's trainer keeps weights
   * on the executors and fetches them as blocks, to which Spark does not apply this limit.
   */
  private List<Finding> results() {
    String key = "spark.driver.maxResultSize";
    long limit = setup.spark().bytes(key).orElse(DEFAULT_RESULTS);
    boolean sums = setup.demand().strategy() == Strategy.DL4J;
    long need =
        Math.max(
            MemoryEstimate.answers(setup.demand()),
            sums ? setup.shape().replicas() * setup.demand().replicaBytes() : 0);
    if (limit == 0 || limit >= need) {
      return List.of();
    }
    return List.of(
        refuse(
            "result-size",
            "%s is %s, but results of up to %s are sent to the driver%s: Spark would stop the job"
                .formatted(
                    key,
                    human(limit),
                    human(need),
                    sums ? ", including weights, since averaging.strategy is dl4j" : ""),
            "--conf %s=%s".formatted(key, option(Bytes.roundedUp(2 * need)))));
  }
}
