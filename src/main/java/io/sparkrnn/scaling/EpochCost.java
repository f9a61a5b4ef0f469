package io.sparkrnn.scaling;

import io.sparkrnn.train.AveragingSlices;

/**
 * Predicted seconds of an epoch, by what they are spent on. Every part is what it adds to the epoch
 * when it does not overlap with another part.
 *
 * <p>For R rounds of n replicas on E executors of c cores, with M bytes of weights and updater
 * state, bandwidth B, latency L, o seconds of the driver per task and s seconds of a core per byte:
 *
 * <ul>
 *   <li>compute: creating a replica, R times, and the examples of the largest shard at the speed of
 *       a core
 *   <li>stragglers: all wait for the slowest task, see {@link Stragglers}. Only tasks that are sent
 *       within the spread of task times compete; earlier ones have a head start.
 *   <li>scheduling: R (n o + overhead of a round) + overhead of an epoch, since the driver sends
 *       tasks one after the other; with slices, their tasks too
 *   <li>broadcast: R (M s + M / B + M s). Spark's torrent broadcast sends blocks of 4 MiB, and an
 *       executor that has a block serves it, so that the time does not grow with E, apart from the
 *       queue at the driver while it alone has any block (Cornet: Chowdhury et al., "Managing data
 *       transfers in computer clusters with Orchestra", SIGCOMM 2011)
 *   <li>averaging: on the driver, R n (M / B + 2 M s); by slices, R times the larger of what an
 *       executor receives, sends or adds, c M each if there are enough slices, and M once to the
 *       driver. This is the parameter synchronization of BigDL (Dai et al., "BigDL: a distributed
 *       deep learning framework for big data", SoCC 2019), whose time does not depend on n.
 *   <li>validation: broadcast of the weights, one task per replica
 * </ul>
 *
 * @param executors number of executors
 * @param replicas number of replicas
 * @param rounds number of averaging rounds
 */
public record EpochCost(
    int executors,
    int replicas,
    int rounds,
    double compute,
    double stragglers,
    double scheduling,
    double broadcast,
    double averaging,
    double validation) {

  /** Size of the blocks of Spark's broadcast, {@code spark.broadcast.blockSize}. */
  static final int BLOCK = 4 << 20;

  /** Predicts an epoch on a number of executors. */
  public static EpochCost of(TrainingSize size, ClusterSpeed speed, int executors) {
    Formula formula = new Formula(speed, executors);
    int replicas = speed.replicas(executors);
    int rounds = size.rounds(replicas);
    double task =
        speed.trainingSeconds((double) size.shard(replicas) / rounds) * speed.slowdown(executors);
    double validating =
        speed.scoringSeconds((double) size.validationExamples() / replicas)
            * speed.slowdown(executors);
    double validation =
        size.validationExamples() == 0
            ? 0
            : validating
                + formula.stragglers(validating)
                + formula.stage(replicas)
                + speed.overheads().round()
                + formula.broadcast(size.weightBytes());
    boolean sliced = size.sliced(replicas);
    int slices = AveragingSlices.count(replicas, size.parameters());
    return new EpochCost(
        executors,
        replicas,
        rounds,
        rounds * task,
        rounds * formula.stragglers(task),
        speed.overheads().epoch()
            + rounds
                * (speed.overheads().round()
                    + formula.stage(replicas)
                    + (sliced ? formula.stage(slices) : 0)),
        rounds * formula.broadcast(size.stateBytes()),
        rounds
            * (sliced
                ? formula.averagingBySlices(size.stateBytes(), slices)
                : formula.averagingOnDriver(size.stateBytes())),
        validation);
  }

  /** Returns the seconds of training, without validation. */
  public double training() {
    return compute + stragglers + scheduling + broadcast + averaging;
  }

  /** Returns the seconds of the epoch. */
  public double total() {
    return training() + validation;
  }

  /** Formulas of the parts of a round. */
  private record Formula(ClusterSpeed speed, int executors) {

    private int replicas() {
      return speed.replicas(executors);
    }

    /** Sends tasks one after the other, and hears of the last. */
    double stage(int tasks) {
      return tasks * speed.overheads().task() + 2 * speed.latency();
    }

    double stragglers(double task) {
      double deviation = task * speed.stragglerSpread();
      double competing =
          speed.overheads().task() == 0
              ? replicas()
              : Math.min(replicas(), 1 + deviation / speed.overheads().task());
      return task * (Stragglers.expectedMaximum(competing, speed.stragglerSpread()) - 1);
    }

    double broadcast(long bytes) {
      double blocks = Math.ceil((double) bytes / BLOCK);
      double block = bytes / blocks / speed.bandwidth();
      // Each block is asked for: at the driver, which knows the holders, and then at a holder.
      double fetch = blocks * (block + 4 * speed.latency());
      // While the tasks of an executor's other cores are sent, its broadcast is under way.
      double hidden = (replicas() - executors) * speed.overheads().task();
      double deserialized = bytes * speed.overheads().perByte() * speed.slowdown(executors);
      return bytes * speed.overheads().perByte()
          + Math.max(0, fetch + queue(blocks, block) + deserialized - hidden);
    }

    /**
     * Returns the wait for the driver's network card, which alone sends blocks at first.
     *
     * <p>In units of the time b that a block takes, p = b / o executors ask for a first block per
     * unit. After j units the driver has sent j blocks, so that j / k executors have each of the k
     * blocks, and a share 1 / (1 + j / k) of requests still goes to the driver, which serves one
     * per unit. Their sum is its queue, until the share falls below 1 / p.
     */
    private double queue(double blocks, double block) {
      if (block == 0) {
        return 0;
      }
      double perBlock = block / speed.overheads().task();
      double allAsked = executors * speed.overheads().task();
      double until = Math.min(allAsked / block, blocks * (perBlock - 1) + 1);
      if (until < 0) {
        return 0;
      }
      double asked =
          until <= 1
              ? Math.min(executors, perBlock)
              : perBlock + blocks * perBlock * Math.log1p((until - 1) / blocks);
      return Math.max(0, asked * block - allAsked - block);
    }

    double averagingOnDriver(long bytes) {
      return replicas()
          * (2 * speed.latency()
              + bytes / speed.bandwidth()
              + 2 * bytes * speed.overheads().perByte());
    }

    double averagingBySlices(long bytes, int slices) {
      double slow = speed.slowdown(executors);
      double slice = (double) bytes / slices;
      double remote = 1 - 1.0 / executors;
      double tasksEach = Math.ceil((double) slices / executors);
      double received = tasksEach * replicas() * slice * remote / speed.bandwidth();
      double sent = speed.coresEach() * bytes * remote / speed.bandwidth();
      double added = replicas() * slice * speed.overheads().perByte() * slow;
      double cut = bytes * speed.overheads().perByte() * slow;
      double toDriver = bytes * Math.max(1 / speed.bandwidth(), speed.overheads().perByte());
      double whileSending = slices * speed.overheads().task();
      return cut
          + 3 * speed.latency()
          + Math.max(added, Math.max(received, sent))
          + speed.latency()
          + slice * (1 / speed.bandwidth() + speed.overheads().perByte())
          + Math.max(
              0,
              toDriver
                  - slice * Math.max(1 / speed.bandwidth(), speed.overheads().perByte())
                  - whileSending);
    }
  }
}
