package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
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

  /**
   * Averages the results of a round's replicas. A replica without minibatches does not count.
   *
   * @param results one partition per replica
   * @param before state that the replicas began the round with
   * @param parameters parameters that the replicas began the round with, [1, count]
   * @throws TrainingFailedException if no replica had any minibatch
   */
  static ReplicaMean of(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      INDArray parameters,
      Weighting weighting) {
    int replicas = results.getNumPartitions();
    List<SliceSum.Mean> means =
        results.context().isLocal() || !AveragingSlices.areUsedFor(replicas)
            ? onDriver(results, before, weighting)
            : shuffled(
                results, before, AveragingSlices.count(replicas, parameters.length()), weighting);
    if (means.isEmpty()) {
      throw new TrainingFailedException("no replica trained on any minibatch in this round");
    }
    return joined(means, parameters);
  }

  /** Adds one replica after the other on the driver; returns one slice, or none. */
  static List<SliceSum.Mean> onDriver(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      Weighting weighting) {
    JavaRDD<SliceSum.Slice> whole =
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

  /** Averages slices on the executors; returns them in any order. */
  static List<SliceSum.Mean> shuffled(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      int slices,
      Weighting weighting) {
    return results
        .mapPartitions(trained -> cut(trained, slices, before.value()))
        .mapToPair(slice -> new Tuple2<>(slice.slice(), slice))
        .partitionBy(new HashPartitioner(slices))
        .values()
        .mapPartitions(all -> SliceSum.mean(all, weighting).stream().iterator())
        .collect();
  }

  private static Iterator<SliceSum.Slice> cut(
      Iterator<ParameterAveragingTrainingResult> trained,
      int slices,
      ReplicaWorker.InitialState before) {
    List<SliceSum.Slice> all = new ArrayList<>();
    while (trained.hasNext()) {
      ParameterAveragingTrainingResult result = trained.next();
      if (result.getParameters() != null) {
        all.addAll(cut(result, TaskContext.getPartitionId(), slices, before));
      }
    }
    return all.iterator();
  }

  private static List<SliceSum.Slice> cut(
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
      List<SliceSum.Slice> all = new ArrayList<>(slices);
      for (int slice = 0; slice < slices; slice++) {
        all.add(
            new SliceSum.Slice(
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

  private static ReplicaMean joined(List<SliceSum.Mean> means, INDArray before) {
    List<SliceSum.Mean> ordered = new ArrayList<>(means);
    ordered.sort(Comparator.comparingInt(SliceSum.Mean::slice));
    SliceSum.Mean first = ordered.get(0);
    INDArray parameters = joined(ordered, SliceSum.Mean::parameters);
    double movement = parameters.distance2(before);
    // The mean square distance from the mean, by way of the distances from the start of the round,
    // which needs no second pass over the replicas.
    double spread = Math.sqrt(Math.max(0, first.squaredMove() - movement * movement));
    return new ReplicaMean(
        parameters,
        first.updaterState() == null ? null : joined(ordered, SliceSum.Mean::updaterState),
        first.score(),
        movement,
        spread);
  }

  private static INDArray joined(
      List<SliceSum.Mean> ordered, Function<SliceSum.Mean, Weights> vector) {
    long length = ordered.stream().map(vector).mapToLong(Weights::length).sum();
    INDArray joined = Nd4j.createUninitialized(DataType.FLOAT, 1, length);
    int at = 0;
    for (SliceSum.Mean slice : ordered) {
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
