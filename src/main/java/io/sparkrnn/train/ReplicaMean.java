package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * Mean and spread of the replicas' parameters after a round.
 *
 * <p>The replicas' vectors are cut into slices, which Spark shuffles: each slice is averaged on an
 * executor, in the order of the replicas, and the driver collects the mean alone, whatever the
 * number of replicas (slices as in BigDL, Dai et al. 2019). If an executor is lost, Spark trains
 * its replicas once more, with the same result.
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
    int slices = slices(results.getNumPartitions(), network.length());
    List<MeanSlice> means =
        results
            .mapPartitionsToPair(
                trained -> cut(trained, TaskContext.getPartitionId(), slices, before.value()))
            .partitionBy(new HashPartitioner(slices))
            .values()
            .mapPartitions(all -> average(all, weighting))
            .collect();
    if (means.isEmpty()) {
      throw new TrainingFailedException("no replica trained on any minibatch in this round");
    }
    return joined(means, network);
  }

  /** Returns the number of slices: as many as replicas, unless they would be tiny. */
  static int slices(int replicas, long parameters) {
    return (int) Math.max(1, Math.min(replicas, parameters / SLICE));
  }

  private static Iterator<Tuple2<Integer, Slice>> cut(
      Iterator<ParameterAveragingTrainingResult> trained,
      int replica,
      int slices,
      ReplicaWorker.InitialState before) {
    List<Tuple2<Integer, Slice>> all = new ArrayList<>();
    while (trained.hasNext()) {
      ParameterAveragingTrainingResult result = trained.next();
      if (result.getParameters() != null) {
        cut(result, replica, slices, before)
            .forEach(slice -> all.add(new Tuple2<>(slice.slice(), slice)));
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

  private static Iterator<MeanSlice> average(Iterator<Slice> all, Weighting weighting) {
    List<Slice> replicas = new ArrayList<>();
    all.forEachRemaining(replicas::add);
    return replicas.isEmpty()
        ? List.<MeanSlice>of().iterator()
        : List.of(mean(replicas, weighting)).iterator();
  }

  /** Returns the mean of slices of one number, added in the order of the replicas. */
  static MeanSlice mean(List<Slice> slices, Weighting weighting) {
    List<Slice> ordered = new ArrayList<>(slices);
    ordered.sort(Comparator.comparingInt(Slice::replica));
    // Weights are relative to the first replica's: with equal counts all are exactly 1, and no
    // rounding occurs.
    long unit = ordered.get(0).examples();
    double[] weights =
        ordered.stream()
            .mapToDouble(
                slice -> weighting == Weighting.EQUAL ? 1 : (double) slice.examples() / unit)
            .toArray();
    double total = 0;
    double score = 0;
    double squaredMoves = 0;
    for (int i = 0; i < weights.length; i++) {
      double move = ordered.get(i).move();
      squaredMoves += weights[i] * move * move;
      score += weights[i] * ordered.get(i).score();
      total += weights[i];
    }
    return new MeanSlice(
        ordered.get(0).slice(),
        score / total,
        squaredMoves / total,
        mean(ordered, Slice::parameters, weights, total),
        ordered.get(0).updaterState() == null
            ? null
            : mean(ordered, Slice::updaterState, weights, total));
  }

  private static Weights mean(
      List<Slice> ordered, Function<Slice, Weights> vector, double[] weights, double total) {
    // The first replica's weight is 1.
    float[] sum = vector.apply(ordered.get(0)).values().clone();
    for (int replica = 1; replica < weights.length; replica++) {
      float[] values = vector.apply(ordered.get(replica)).values();
      float weight = (float) weights[replica];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * values[i];
      }
    }
    float divisor = (float) total;
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= divisor;
    }
    return Weights.of(sum);
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
