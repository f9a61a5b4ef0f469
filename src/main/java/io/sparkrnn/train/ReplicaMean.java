package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * Mean and spread of the replicas' parameters after a round.
 *
 * <p>With many replicas on a cluster, their vectors are cut into slices, which Spark shuffles: each
 * slice is averaged on an executor, in the order of the replicas, and the driver collects the mean
 * alone, whatever the number of replicas (slices as in BigDL, Dai et al. 2019). With few replicas,
 * or if driver and executor are one process, the driver adds one replica after the other, which
 * gives the same bits. If an executor is lost, Spark trains its replicas once more, with the same
 * result.
 *
 * @param parameters mean parameters, [1, count]
 * @param updaterState mean updater state; null if the update rule has none
 * @param score weighted mean of the replicas' losses
 * @param movement L2 norm of the mean change of the parameters
 * @param spread root mean square of the replicas' L2 distances from their mean
 */
record ReplicaMean(
    INDArray parameters, INDArray updaterState, double score, double movement, double spread)
    implements AutoCloseable {

  /** Replicas from which on slices are faster than one result after the other, as measured. */
  private static final int SLICED = 16;

  /** Floats in a slice that is worth a task. */
  private static final int SLICE = 1 << 15;

  /**
   * Part of a replica's result.
   *
   * @param slice number of the slice, from 0
   * @param replica number of the replica, from 0
   * @param examples number of examples that the replica was trained on in the round
   * @param score loss of the replica, as DL4J reports it
   * @param move L2 distance of the replica's parameters from those that it began the round with
   * @param updaterState null if the update rule has none
   */
  record Slice(
      int slice,
      int replica,
      long examples,
      double score,
      double move,
      Weights parameters,
      Weights updaterState)
      implements Serializable {}

  /**
   * Mean of all replicas' slices of one number.
   *
   * @param squaredMove mean square of the replicas' moves
   */
  record MeanSlice(
      int slice, double score, double squaredMove, Weights parameters, Weights updaterState)
      implements Serializable {}

  /**
   * Averages the results of a round's replicas. A replica without minibatches does not count.
   *
   * @param results one partition per replica
   * @param before state that the replicas began the round with
   * @param network network whose shapes the results have
   * @throws TrainingFailedException if no replica had any minibatch
   */
  static ReplicaMean of(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      INDArray network,
      Weighting weighting) {
    int replicas = results.getNumPartitions();
    List<MeanSlice> means =
        replicas < SLICED || results.context().isLocal()
            ? onDriver(results, before, weighting)
            : shuffled(results, before, slices(replicas, network.length()), weighting);
    if (means.isEmpty()) {
      throw new TrainingFailedException("no replica trained on any minibatch in this round");
    }
    return joined(means, network);
  }

  static List<MeanSlice> onDriver(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      Weighting weighting) {
    JavaRDD<Slice> whole =
        results
            .mapPartitions(trained -> cut(trained, 1, before.value()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // All replicas train at once; then they are added one at a time.
      whole.foreachPartition(replica -> replica.forEachRemaining(slice -> {}));
      SliceSum sum = new SliceSum(weighting);
      new PersistedPartitions<>(whole).forEach(sum::add);
      return sum.mean().stream().toList();
    } finally {
      whole.unpersist(false);
    }
  }

  static List<MeanSlice> shuffled(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      int slices,
      Weighting weighting) {
    return results
        .mapPartitions(trained -> cut(trained, slices, before.value()))
        .mapToPair(slice -> new Tuple2<>(slice.slice(), slice))
        .partitionBy(new HashPartitioner(slices))
        .values()
        .mapPartitions(all -> mean(all, weighting).stream().iterator())
        .collect();
  }

  /** Returns the number of slices: as many as replicas, unless they would be tiny. */
  static int slices(int replicas, long parameters) {
    return (int) Math.max(1, Math.min(replicas, parameters / SLICE));
  }

  private static Iterator<Slice> cut(
      Iterator<ParameterAveragingTrainingResult> trained,
      int slices,
      ReplicaWorker.InitialState before) {
    List<Slice> all = new ArrayList<>();
    while (trained.hasNext()) {
      ParameterAveragingTrainingResult result = trained.next();
      if (result.getParameters() != null) {
        all.addAll(cut(result, TaskContext.getPartitionId(), slices, before));
      }
    }
    return all.iterator();
  }

  private static List<Slice> cut(
      ParameterAveragingTrainingResult result,
      int replica,
      int slices,
      ReplicaWorker.InitialState before) {
    // The replica is done. Its memory lies outside the heap, and the garbage collector, which does
    // not know its size, would free it late.
    try (INDArray parameters = result.getParameters();
        INDArray state = result.getUpdaterState();
        INDArray start = before.parameters().newArray()) {
      double move = parameters.distance2(start);
      List<Slice> all = new ArrayList<>(slices);
      for (int slice = 0; slice < slices; slice++) {
        all.add(
            new Slice(
                slice,
                replica,
                ReplicaWorker.examples(result),
                result.getScore(),
                move,
                part(parameters, slice, slices),
                state == null ? null : part(state, slice, slices)));
      }
      return all;
    }
  }

  private static Weights part(INDArray vector, int slice, int slices) {
    int from = from(slice, slices, vector.length());
    return Weights.copyOf(vector, from, from(slice + 1, slices, vector.length()) - from);
  }

  private static int from(int slice, int slices, long length) {
    return Math.toIntExact(length * slice / slices);
  }

  /** Returns the mean of slices of one number, in any order; empty if there are none. */
  static Optional<MeanSlice> mean(Iterator<Slice> slices, Weighting weighting) {
    List<Slice> ordered = new ArrayList<>();
    slices.forEachRemaining(ordered::add);
    ordered.sort(Comparator.comparingInt(Slice::replica));
    SliceSum sum = new SliceSum(weighting);
    ordered.forEach(sum::add);
    return sum.mean();
  }

  /** Sum of slices of one number, which are added in the order of the replicas. */
  private static final class SliceSum {

    private final Weighting weighting;
    private Slice first;
    private float[] parameters;
    private float[] updaterState;
    private double score;
    private double squaredMoves;
    private double total;

    SliceSum(Weighting weighting) {
      this.weighting = weighting;
    }

    void add(Slice slice) {
      if (first == null) {
        first = slice;
        parameters = new float[slice.parameters().length()];
        updaterState =
            slice.updaterState() == null ? null : new float[slice.updaterState().length()];
      }
      // Weights are relative to the first replica's: with equal counts all are exactly 1, and no
      // rounding occurs.
      double weight =
          weighting == Weighting.EQUAL ? 1 : (double) slice.examples() / first.examples();
      add(parameters, slice.parameters(), slice, weight);
      if (updaterState != null) {
        add(updaterState, slice.updaterState(), slice, weight);
      }
      squaredMoves += weight * slice.move() * slice.move();
      score += weight * slice.score();
      total += weight;
    }

    private void add(float[] sum, Weights vector, Slice slice, double weight) {
      float[] values = vector.values();
      if (slice == first) {
        // Zero plus negative zero would be zero.
        System.arraycopy(values, 0, sum, 0, sum.length);
        return;
      }
      float factor = (float) weight;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factor * values[i];
      }
    }

    /** Returns the mean, in place of the sum; empty if nothing was added. */
    Optional<MeanSlice> mean() {
      if (first == null) {
        return Optional.empty();
      }
      divide(parameters);
      divide(updaterState);
      return Optional.of(
          new MeanSlice(
              first.slice(),
              score / total,
              squaredMoves / total,
              Weights.of(parameters),
              updaterState == null ? null : Weights.of(updaterState)));
    }

    private void divide(float[] sum) {
      float divisor = (float) total;
      for (int i = 0; sum != null && i < sum.length; i++) {
        sum[i] /= divisor;
      }
    }
  }

  private static ReplicaMean joined(List<MeanSlice> means, INDArray before) {
    List<MeanSlice> ordered = new ArrayList<>(means);
    ordered.sort(Comparator.comparingInt(MeanSlice::slice));
    MeanSlice first = ordered.get(0);
    INDArray parameters = joined(ordered, MeanSlice::parameters);
    double movement = parameters.distance2(before);
    // The mean square distance from the mean, by way of the distances from the start of the round,
    // which needs no second pass over the replicas.
    double spread = Math.sqrt(Math.max(0, first.squaredMove() - movement * movement));
    return new ReplicaMean(
        parameters,
        first.updaterState() == null ? null : joined(ordered, MeanSlice::updaterState),
        first.score(),
        movement,
        spread);
  }

  private static INDArray joined(List<MeanSlice> ordered, Function<MeanSlice, Weights> vector) {
    long length = ordered.stream().map(vector).mapToLong(Weights::length).sum();
    INDArray joined = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    int at = 0;
    for (MeanSlice slice : ordered) {
      Weights part = vector.apply(slice);
      part.copyTo(joined, at);
      at += part.length();
    }
    return joined;
  }

  /**
   * Returns the replica divergence, the spread relative to the movement: 0 if all replicas are
   * equal, even if none of them moved, and infinite if they moved but their mean did not.
   */
  double divergence() {
    return spread == 0 ? 0 : spread / movement;
  }

  @Override
  public void close() {
    parameters.close();
    if (updaterState != null) {
      updaterState.close();
    }
  }
}
