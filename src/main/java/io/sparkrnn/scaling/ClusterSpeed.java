package io.sparkrnn.scaling;

import static java.util.Objects.requireNonNull;

/**
 * Speeds and delays of a cluster, as far as the time of an epoch depends on them. All executors are
 * alike, and each is a machine of its own with its own network card.
 *
 * @param coresEach number of cores of an executor, and so of its replicas
 * @param sharedCores number of physical cores that all executors share, if they run on one machine;
 *     {@link #OWN_CORES}: each core is its executor's own
 * @param sharedSpeed speed of a core while all shared cores work, relative to that of a core while
 *     the others are idle, above 0 and at most 1: they share memory and, with hyper-threading, more
 * @param examplesPerSecond training speed of one core
 * @param validationSpeedup speed of scoring an example, relative to training on it
 * @param stragglerSpread coefficient of variation of the compute time of equal tasks
 * @param bandwidth bytes per second of a machine's network card, in each direction
 * @param latency seconds from one machine to another
 * @param overheads seconds that are not spent on examples or the network
 */
public record ClusterSpeed(
    int coresEach,
    double sharedCores,
    double sharedSpeed,
    double examplesPerSecond,
    double validationSpeedup,
    double stragglerSpread,
    double bandwidth,
    double latency,
    Overheads overheads) {

  /** Number of shared cores if none are shared. */
  public static final double OWN_CORES = Double.POSITIVE_INFINITY;

  public ClusterSpeed {
    if (coresEach < 1) {
      throw new IllegalArgumentException("%d cores, expected 1 or more".formatted(coresEach));
    }
    positive("shared cores", sharedCores);
    positive("shared speed", sharedSpeed);
    if (sharedSpeed > 1) {
      throw new IllegalArgumentException(
          "shared speed is %s, expected at most 1".formatted(sharedSpeed));
    }
    positive("examples per second", examplesPerSecond);
    positive("validation speedup", validationSpeedup);
    positive("bandwidth", bandwidth);
    notNegative("straggler spread", stragglerSpread);
    notNegative("latency", latency);
    requireNonNull(overheads, "overheads is null");
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("%s is %s, expected more than 0".formatted(name, value));
    }
  }

  static void notNegative(String name, double value) {
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
    int tasks = replicas(executors);
    if (tasks == 1 || sharedCores == OWN_CORES) {
      return 1;
    }
    // What a core loses to the others grows with the number of those that work.
    double others = sharedCores <= 1 ? 1 : Math.min(1, (tasks - 1) / (sharedCores - 1));
    return Math.max(1, tasks / sharedCores) / (1 - (1 - sharedSpeed) * others);
  }

  /** Returns the seconds that one core takes to create a replica and train it on examples. */
  double trainingSeconds(double examples) {
    return overheads.replica() + examples / examplesPerSecond;
  }

  /** Returns the seconds that one core takes to create a replica and score examples. */
  double scoringSeconds(double examples) {
    return overheads.replica() + examples / (examplesPerSecond * validationSpeedup);
  }
}
