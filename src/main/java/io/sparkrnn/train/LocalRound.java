package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Averaging round whose driver and tasks are one process: each task adds its replica to the sum
 * itself, from the replica's own memory. Replicas are added in the order of their numbers, so that
 * one waits here while a lower one trains. Spark starts tasks in that order, and about as many
 * replicas wait as there are task slots.
 *
 * <p>A task that ends while another adds waits for it, which bounds the memory. A task that runs
 * twice counts once: both results are the same.
 *
 * <p>Spark serializes what it gives to a task, even within a process. Tasks therefore find the
 * round by its number, in the only table that this process has for it.
 */
final class LocalRound implements AutoCloseable {

  /** Number of no round. */
  static final long NONE = 0;

  private static final Map<Long, LocalRound> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final SliceSum sum;
  private final Map<Integer, Optional<Replica>> waiting = new TreeMap<>();
  private final Deque<Replica> idle = new ArrayDeque<>();
  private int next;
  private boolean closed;

  private LocalRound(Weighting weighting) {
    this.sum = new SliceSum(weighting);
  }

  /**
   * A trained replica.
   *
   * @param parameters memory that the slice may be a view of
   * @param updaterState memory that the slice may be a view of
   * @param network network that owns this memory and can be used for another replica; empty: the
   *     memory is released
   */
  record Replica(
      SliceSum.Slice whole,
      INDArray parameters,
      Optional<INDArray> updaterState,
      Optional<MultiLayerNetwork> network) {

    void release() {
      parameters.close();
      updaterState.ifPresent(INDArray::close);
      network.ifPresent(own -> own.getFlattenedGradients().close());
    }
  }

  /** Opens a round, which tasks find until it is closed. */
  static LocalRound open(Weighting weighting) {
    LocalRound round = new LocalRound(weighting);
    OPEN.put(round.number, round);
    return round;
  }

  /** Returns the open round of a number; empty if there is none, as on a cluster. */
  static Optional<LocalRound> find(long number) {
    return Optional.ofNullable(OPEN.get(number));
  }

  long number() {
    return number;
  }

  /**
   * Adds a replica as soon as all lower ones are added, and lets its network be used again then.
   *
   * @param number number of the replica, from 0
   * @param replica empty if it had no minibatches
   */
  synchronized void add(int number, Optional<Replica> replica) {
    if (closed || number < next || waiting.containsKey(number)) {
      replica.ifPresent(this::reuse);
      return;
    }
    waiting.put(number, replica);
    while (waiting.containsKey(next)) {
      waiting.remove(next).ifPresent(this::add);
      next++;
    }
  }

  private void add(Replica replica) {
    sum.add(replica.whole());
    reuse(replica);
  }

  private void reuse(Replica replica) {
    if (closed || replica.network().isEmpty()) {
      replica.release();
    } else {
      idle.push(replica);
    }
  }

  /**
   * Takes the network of a replica that was added. A new one has the same bits, but its memory is
   * new as well: the kernel clears it page by page, which takes longer than a small minibatch.
   */
  synchronized Optional<MultiLayerNetwork> idle() {
    return Optional.ofNullable(idle.poll()).flatMap(Replica::network);
  }

  /**
   * Returns the mean; empty if no replica had any minibatches.
   *
   * @param replicas number of replicas, all of which must have been added
   */
  synchronized Optional<SliceSum.Mean> mean(int replicas) {
    if (next != replicas) {
      throw new IllegalStateException("%d of %d replicas were added".formatted(next, replicas));
    }
    return sum.mean();
  }

  @Override
  public void close() {
    OPEN.remove(number);
    synchronized (this) {
      closed = true;
      waiting.values().forEach(replica -> replica.ifPresent(Replica::release));
      waiting.clear();
      idle.forEach(Replica::release);
      idle.clear();
    }
  }
}
