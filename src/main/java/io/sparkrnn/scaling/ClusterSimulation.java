package io.sparkrnn.scaling;

import io.sparkrnn.train.AveragingSlices;
import java.util.Random;

/**
 * Discrete-event simulation of an epoch on a cluster. It moves every block of a broadcast, every
 * task and every slice over the network cards of the machines, and knows nothing of the formulas of
 * {@link EpochCost}, which it is there to check. Results depend on the seed alone.
 */
public final class ClusterSimulation {

  private final TrainingSize size;
  private final ClusterSpeed speed;
  private final int executors;
  private final int replicas;
  private final Random random;
  private final EventQueue events = new EventQueue();
  private final NetworkCards network;
  private final SerialResource driver = new SerialResource(events);

  private ClusterSimulation(TrainingSize size, ClusterSpeed speed, int executors, long seed) {
    this.size = size;
    this.speed = speed;
    this.executors = executors;
    this.replicas = speed.replicas(executors);
    this.random = new Random(seed);
    // The driver is machine 0.
    this.network = new NetworkCards(events, executors + 1, speed.bandwidth(), speed.latency());
  }

  /**
   * Seconds of a simulated epoch.
   *
   * @param training seconds of all rounds
   * @param validation seconds of the validation after them
   */
  public record Result(double training, double validation) {

    /** Returns the seconds of the epoch. */
    public double total() {
      return training + validation;
    }
  }

  /** Simulates an epoch on a number of executors. */
  public static Result run(TrainingSize size, ClusterSpeed speed, int executors, long seed) {
    ClusterSimulation simulation = new ClusterSimulation(size, speed, executors, seed);
    int rounds = size.rounds(simulation.replicas);
    for (int round = 0; round < rounds; round++) {
      simulation.round(round, rounds);
    }
    simulation.driver.use(speed.overheads().epoch(), () -> {});
    simulation.events.run();
    double training = simulation.events.now();
    if (size.validationExamples() > 0) {
      simulation.validation();
    }
    return new Result(training, simulation.events.now() - training);
  }

  private void round(int round, int rounds) {
    TaskSeconds work =
        replica -> {
          long shard = share(size.examples(), replica);
          // As RoundPlan spreads the minibatches of a shard over the rounds.
          long examples = shard * (round + 1) / rounds - shard * round / rounds;
          return speed.trainingSeconds(examples);
        };
    boolean sliced = size.sliced(replicas);
    Runnable average = sliced ? this::averageSlices : () -> averageOnDriver(0);
    tasks(size.stateBytes(), work, sliced ? size.stateBytes() : 0, average);
    events.run();
  }

  private void validation() {
    tasks(
        size.weightBytes(),
        replica -> speed.scoringSeconds(share(size.validationExamples(), replica)),
        0,
        this::finishRound);
    events.run();
  }

  /** Seconds that a replica's examples take on an undisturbed core. */
  @FunctionalInterface
  private interface TaskSeconds {
    double seconds(int replica);
  }

  private long share(long examples, int replica) {
    return examples / replicas + (replica < examples % replicas ? 1 : 0);
  }

  /** Broadcasts state and runs a task per replica, which ends by serializing its result. */
  private void tasks(long broadcast, TaskSeconds work, long result, Runnable then) {
    double serialize = result * speed.overheads().perByte();
    Countdown all = new Countdown(replicas, then);
    driver.use(
        broadcast * speed.overheads().perByte(),
        () -> {
          StateOnExecutors state =
              new StateOnExecutors(
                  new TorrentFetch(network, random, broadcast),
                  events,
                  broadcast * speed.overheads().perByte() * slow(),
                  executors);
          for (int task = 0; task < replicas; task++) {
            double seconds = (work.seconds(task) * lognormal() + serialize) * slow();
            dispatch(task, machine -> state.whenPresent(machine, () -> end(seconds, all)));
          }
        });
  }

  private void end(double seconds, Countdown all) {
    events.after(seconds, () -> network.signal(all::down));
  }

  /** Something to do on a machine. */
  @FunctionalInterface
  private interface OnMachine {
    void begin(int machine);
  }

  /** Sends a task, after all that the driver has to send before. */
  private void dispatch(int task, OnMachine work) {
    driver.use(
        speed.overheads().task(), () -> network.signal(() -> work.begin(1 + task % executors)));
  }

  /** The driver fetches one replica after the other and adds it. */
  private void averageOnDriver(int replica) {
    if (replica == replicas) {
      finishRound();
      return;
    }
    double pass = size.stateBytes() * speed.overheads().perByte();
    network.signal(
        () ->
            events.after(
                pass,
                () ->
                    network.send(
                        1 + replica % executors,
                        0,
                        size.stateBytes(),
                        () -> driver.use(pass, () -> averageOnDriver(replica + 1)))));
  }

  private void averageSlices() {
    int slices = AveragingSlices.count(replicas, size.parameters());
    double slice = (double) size.stateBytes() / slices;
    Countdown all = new Countdown(slices, this::finishRound);
    for (int task = 0; task < slices; task++) {
      dispatch(
          task,
          machine -> {
            SliceTask reduce =
                new SliceTask(
                    network,
                    new SerialResource(events),
                    machine,
                    slice * speed.coresEach(),
                    slice * speed.coresEach() * speed.overheads().perByte() * slow());
            reduce.run(executors, random, () -> collect(machine, slice, all));
          });
    }
  }

  /** Sends the mean of a slice to the driver. */
  private void collect(int machine, double slice, Countdown all) {
    network.send(
        machine, 0, slice, () -> driver.use(slice * speed.overheads().perByte(), all::down));
  }

  private void finishRound() {
    driver.use(speed.overheads().round(), () -> {});
  }

  private double slow() {
    return speed.slowdown(executors);
  }

  private double lognormal() {
    double variance = Math.log1p(speed.stragglerSpread() * speed.stragglerSpread());
    return Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
  }
}
