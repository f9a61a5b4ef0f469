package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.ROUNDING;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Precision;
import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.BlockFloats;
import io.sparkrnn.nn.BlockIntegers;
import io.sparkrnn.nn.FloatVector;
import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Averaging round: the vectors that replicas send back in it, their precision and their weights.
 *
 * <p>In full precision, a replica sends its parameters. In fewer bits, it sends their change since
 * the beginning of the round, which is much smaller, so that rounding errors are as well.
 *
 * @param sliced whether executors of a cluster average slices, in place of the driver
 * @param seed job's seed, which rounding depends on
 * @param number number of the round in the whole training, from 0
 */
record AveragingRound(
    Weighting weighting, Precision precision, boolean sliced, long seed, long number)
    implements Serializable {

  private static final int HALF = 2;

  static AveragingRound of(AveragingSettings settings, int replicas, long seed, long number) {
    return new AveragingRound(
        settings.weighting(),
        settings.precision(),
        replicas >= settings.minReplicasForSlices(),
        seed,
        number);
  }

  /** Whether replicas send the change of their parameters rather than the parameters. */
  boolean sendsChanges() {
    return precision != Precision.FLOAT32;
  }

  /**
   * Returns a part of the change of a replica's parameters, rounded. The bits depend on nothing but
   * the round, the replica and the change, so that a task that runs twice gives the same.
   *
   * @param replica number of the replica, from 0
   * @param from first float of the part, a multiple of {@link FloatVector#BLOCK}
   */
  FloatVector change(FloatVector parameters, FloatVector start, int replica, int from, int count) {
    FloatVector change = new Difference(parameters, start);
    LongFunction<SplittableRandom> randoms = block -> random(replica, 0, block);
    return precision == Precision.INT8
        ? BlockIntegers.of(change, from, count, randoms)
        : BlockFloats.of(change, HALF, from, count, randoms);
  }

  /** Returns a part of a replica's updater state, rounded; see {@link #change}. */
  FloatVector state(FloatVector state, int replica, int from, int count) {
    return BlockFloats.of(state, stateWidth(), from, count, block -> random(replica, 1, block));
  }

  private int stateWidth() {
    return precision == Precision.INT8 ? 1 : HALF;
  }

  private SplittableRandom random(int replica, int vector, long block) {
    return new SplittableRandom(Seeds.derive(seed, ROUNDING, number, replica, vector, block));
  }

  /** Returns the bytes that each replica sends back. */
  long bytes(int parameters, int state) {
    return switch (precision) {
      case FLOAT32 -> (long) Float.BYTES * (parameters + (long) state);
      case FLOAT16 -> BlockFloats.bytes(parameters, HALF) + BlockFloats.bytes(state, HALF);
      case INT8 -> BlockIntegers.bytes(parameters) + BlockFloats.bytes(state, 1);
    };
  }

  /** Difference of two vectors, computed as it is read. */
  private record Difference(FloatVector minuend, FloatVector subtrahend) implements FloatVector {

    @Override
    public int length() {
      return minuend.length();
    }

    @Override
    public long bytes() {
      return (long) Float.BYTES * length();
    }

    @Override
    public void read(int from, float[] to, int count) {
      float[] less = new float[count];
      minuend.read(from, to, count);
      subtrahend.read(from, less, count);
      for (int i = 0; i < count; i++) {
        to[i] -= less[i];
      }
    }
  }
}
