package io.sparkrnn.scaling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Simulated task that averages one slice: it fetches the slice of all replicas, executor by
 * executor in random order, and adds what has arrived while more is under way.
 */
final class SliceTask {

  /** Bytes that a task requests before any has arrived, {@code spark.reducer.maxSizeInFlight}. */
  private static final double IN_FLIGHT = 48 << 20;

  private final NetworkCards network;
  private final SerialResource core;
  private final int machine;
  private final double bytes;
  private final double add;

  /**
   * Creates a task.
   *
   * @param machine machine that it runs on
   * @param bytes bytes that each executor has for it
   * @param add seconds that adding them takes
   */
  SliceTask(NetworkCards network, SerialResource core, int machine, double bytes, double add) {
    this.network = network;
    this.core = core;
    this.machine = machine;
    this.bytes = bytes;
    this.add = add;
  }

  void run(int executors, Random random, Runnable done) {
    List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, executors).boxed().toList());
    Collections.shuffle(order, random);
    Countdown all = new Countdown(executors, done);
    int first = (int) Math.min(executors, Math.max(1, IN_FLIGHT / bytes));
    for (int i = 0; i < first; i++) {
      fetch(order, i, first, all);
    }
  }

  private void fetch(List<Integer> order, int next, int step, Countdown all) {
    if (next < order.size()) {
      network.fetch(
          order.get(next),
          machine,
          bytes,
          () -> {
            core.use(add, all::down);
            fetch(order, next + step, step, all);
          });
    }
  }
}
