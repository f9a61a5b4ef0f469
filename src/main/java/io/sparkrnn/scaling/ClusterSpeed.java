package io.sparkrnn.scaling;

/**
 * Speeds and delays of a cluster, as far as the time of an epoch depends on them. All executors are
 * alike, and each is a machine of its own with its own network card.
 *
 * @param coresEach number of cores of an executor, and so of its replicas
 * @param sharedCores number of physical cores that all executors share, if they run on one machine;
 *     {@link #OWN_CORES}: each core is its executor's own
 * @param examplesPerSecond training speed of one core
 * @param validationSpeedup speed of scoring an example, relative to training on it
 * @param stragglerSpread coefficient of variation of the compute time of equal tasks
 * @param bandwidth bytes per second of a machine's network card, in each direction
 * @param latency seconds from one machine to another
 * @param taskSeconds seconds of the driver for each task: it sends tasks one after the other
 * @param roundSeconds seconds of a round that depend on neither examples, network nor executors
 * @param secondsPerByte seconds of one core to serialize, deserialize or add a byte of weights
 */
public record ClusterSpeed(
    int coresEach,
    double sharedCores,
    double examplesPerSecond,
    double validationSpeedup,
    double stragglerSpread,
    double bandwidth,
    double latency,
    double taskSeconds,
    double roundSeconds,
    double secondsPerByte) {

  /** Number of shared cores if none are shared. */
  public static final double OWN_CORES = Double.POSITIVE_INFINITY;

  public ClusterSpeed {
    if (coresEach < 1) {
      throw new IllegalArgumentException("%d cores, expected 1 or more".formatted(coresEach));
    }
    positive("shared cores", sharedCores);
    positive("examples per second", examplesPerSecond);
    positive("validation speedup", validationSpeedup);
    positive("bandwidth", bandwidth);
    notNegative("straggler spread", stragglerSpread);
    notNegative("latency", latency);
    notNegative("task overhead", taskSeconds);
    notNegative("round overhead", roundSeconds);
    notNegative("seconds per byte", secondsPerByte);
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("%s is %s, expected more than 0".formatted(name, value));
    }
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("%s is %s, expected 0 or more".formatted(name, value));
    }
  }

  /** Returns the number of replicas: one per core. */
  public int replicas(int executors) {
    return Math.multiplyExact(executors, coresEach);
  }

  /** Returns the factor by which a task is slower because executors share physical cores. */
  double slowdown(int executors) {
    return Math.max(1, replicas(executors) / sharedCores);
  }

  /** Returns the seconds that one core takes to train on examples. */
  double trainingSeconds(double examples) {
    return examples / examplesPerSecond;
  }

  /** Returns the seconds that one core takes to score examples. */
  double scoringSeconds(double examples) {
    return examples / (examplesPerSecond * validationSpeedup);
  }
}
