package io.sparkrnn.cli.plan;

import io.sparkrnn.scaling.ClusterSpeed;
import io.sparkrnn.scaling.Overheads;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the speeds and delays of a cluster. */
final class SpeedOptions {

  @Option(
      names = "--examples-per-second",
      paramLabel = "N",
      required = true,
      description =
          "Training speed of one core, as 'bench' or an epoch's record of one replica has it.")
  private double examplesPerSecond;

  @Option(
      names = "--validation-speedup",
      paramLabel = "X",
      defaultValue = "3",
      description = "Speed of scoring relative to training (default: ${DEFAULT-VALUE}).")
  private double validationSpeedup;

  @Option(
      names = "--cores",
      paramLabel = "N",
      defaultValue = "1",
      description = "Cores, and so replicas, of each executor (default: ${DEFAULT-VALUE}).")
  private int cores;

  @Option(
      names = "--shared-cores",
      paramLabel = "N",
      description = "Physical cores that all executors share, if they run on one machine.")
  private Optional<Double> sharedCores = Optional.empty();

  @Option(
      names = "--shared-speed",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "With --shared-cores: speed of a core while all of them work, relative to one alone"
              + " (default: ${DEFAULT-VALUE}).")
  private double sharedSpeed;

  @Option(
      names = "--straggler-spread",
      paramLabel = "X",
      defaultValue = "0.1",
      description =
          "Coefficient of variation of the time of equal tasks (default: ${DEFAULT-VALUE}).")
  private double spread;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      defaultValue = "10Gbit",
      converter = UnitConverters.Bandwidth.class,
      description =
          "Bandwidth of a machine per second, such as 10Gbit or 1.25GB (default:"
              + " ${DEFAULT-VALUE}).")
  private double bandwidth;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "0.2ms",
      converter = UnitConverters.Time.class,
      description = "Delay between machines, in us, ms or s (default: ${DEFAULT-VALUE}).")
  private double latency;

  @Option(
      names = "--task-overhead",
      paramLabel = "TIME",
      defaultValue = "2ms",
      converter = UnitConverters.Time.class,
      description = "Time of the driver for each task (default: ${DEFAULT-VALUE}).")
  private double task;

  @Option(
      names = "--replica-overhead",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = UnitConverters.Time.class,
      description = "Time of a core to create a replica in a round (default: ${DEFAULT-VALUE}).")
  private double replica;

  @Option(
      names = "--round-overhead",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = UnitConverters.Time.class,
      description = "Time of a round that depends on nothing else (default: ${DEFAULT-VALUE}).")
  private double round;

  @Option(
      names = "--epoch-overhead",
      paramLabel = "TIME",
      defaultValue = "100ms",
      converter = UnitConverters.Time.class,
      description = "Time of an epoch that depends on nothing else (default: ${DEFAULT-VALUE}).")
  private double epoch;

  @Option(
      names = "--copy-rate",
      paramLabel = "RATE",
      defaultValue = "500MB",
      converter = UnitConverters.Bandwidth.class,
      description =
          "Bytes of weights that a core serializes, deserializes or adds per second (default:"
              + " ${DEFAULT-VALUE}).")
  private double copyRate;

  /**
   * Returns the speeds.
   *
   * @throws IllegalArgumentException naming a number that is none
   */
  ClusterSpeed speed() {
    return new ClusterSpeed(
        cores,
        sharedCores.orElse(ClusterSpeed.OWN_CORES),
        sharedSpeed,
        examplesPerSecond,
        validationSpeedup,
        spread,
        bandwidth,
        latency,
        new Overheads(task, replica, round, epoch, 1 / copyRate));
  }
}
