package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

  private static final Map<Long, LocalRound> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final SliceSum sum;
  private final Map<Integer, Optional<Replica>> waiting = new TreeMap<>();
  private int next;
  private boolean closed;

  private LocalRound(Weighting weighting) {
    this.sum = new SliceSum(weighting);
  }

  /** A trained replica and the memory that its vectors are views of. */
  record Replica(SliceSum.Slice whole, INDArray parameters, Optional<INDArray> updaterState)
      implements AutoCloseable {

    @Override
    public void close() {
      parameters.close();
      updaterState.ifPresent(INDArray::close);
    }
  }

  /** Opens a round, which tasks find until it is closed. */
  static LocalRound open(Weighting weighting) {
    LocalRound round = new LocalRound(weighting);
    OPEN.put(round.number, round);
    return round;
  }

  /**
   * Returns the open round of a number.
   *
   * @throws IllegalStateException if there is none: the task outlived its job
   */
  static LocalRound of(long number) {
    LocalRound round = OPEN.get(number);
    if (round == null) {
      throw new IllegalStateException("averaging round %d is over".formatted(number));
    }
    return round;
  }

  long number() {
    return number;
  }

  /**
   * Adds a replica as soon as all lower ones are added, and closes it then.
   *
   * @param number number of the replica, from 0
   * @param replica empty if it had no minibatches
   */
  synchronized void add(int number, Optional<Replica> replica) {
    if (closed || number < next || waiting.containsKey(number)) {
      replica.ifPresent(Replica::close);
      return;
    }
    waiting.put(number, replica);
    while (waiting.containsKey(next)) {
      waiting.remove(next).ifPresent(this::add);
      next++;
    }
  }

  private void add(Replica replica) {
    try (replica) {
      sum.add(replica.whole());
    }
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
      waiting.values().forEach(replica -> replica.ifPresent(Replica::close));
      waiting.clear();
    }
  }
}
