package io.sparkrnn.scaling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Spark's torrent broadcast in a simulation: an executor fetches the blocks one after the other, in
 * random order, each from a random machine that has it, and serves those that it has.
 */
final class TorrentFetch {

  private final NetworkCards network;
  private final Random random;
  private final double lastBlock;

  /** Machines that have a block, for each block. */
  private final List<List<Integer>> holders = new ArrayList<>();

  /** Creates a broadcast of {@code bytes}, which only the driver has, machine 0. */
  TorrentFetch(NetworkCards network, Random random, long bytes) {
    this.network = network;
    this.random = random;
    long blocks = Math.max(1, (bytes + EpochCost.BLOCK - 1) / EpochCost.BLOCK);
    this.lastBlock = bytes - (blocks - 1.0) * EpochCost.BLOCK;
    for (long block = 0; block < blocks; block++) {
      holders.add(new ArrayList<>(List.of(0)));
    }
  }

  /** Fetches all blocks to a machine. */
  void fetch(int machine, Runnable done) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, holders.size()).boxed().toList());
    Collections.shuffle(order, random);
    fetch(machine, order, 0, done);
  }

  private void fetch(int machine, List<Integer> order, int next, Runnable done) {
    if (next == order.size()) {
      done.run();
      return;
    }
    int block = order.get(next);
    // Asks the driver who has the block.
    network.signal(
        () ->
            network.signal(
                () -> {
                  List<Integer> having = holders.get(block);
                  int from = having.get(random.nextInt(having.size()));
                  double bytes = block == holders.size() - 1 ? lastBlock : EpochCost.BLOCK;
                  network.fetch(
                      from,
                      machine,
                      bytes,
                      () -> {
                        having.add(machine);
                        fetch(machine, order, next + 1, done);
                      });
                }));
  }
}
