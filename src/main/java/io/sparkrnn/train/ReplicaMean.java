package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Weights;
import java.util.ArrayList;
import java.util.Comparator;
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
 * the driver adds one after the other, and if driver and executor are one process, each task adds
 * its own ({@link LocalRound}). All three give the same bits. If an executor is lost, Spark trains
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

  /**
   * Averages the results of a round's replicas. A replica without minibatches does not count.
   *
   * @param results one partition per replica
   * @param before state that the replicas began the round with
   * @param parameters parameters that the replicas began the round with, [1, count]
   * @param local the open round, if driver and tasks are one process
   * @throws TrainingFailedException if no replica had any minibatch
   */
  static ReplicaMean of(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      INDArray parameters,
      AveragingRound round,
      Optional<LocalRound> local) {
    int replicas = results.getNumPartitions();
    List<SliceSum.Mean> means;
    if (local.isPresent()) {
      means = inProcess(results, before, round, local.get());
    } else if (!round.sliced()) {
      means = onDriver(results, before, round);
    } else {
      means =
          shuffled(results, before, AveragingSlices.count(replicas, parameters.length()), round);
    }
    if (means.isEmpty()) {
      throw new TrainingFailedException("no replica trained on any minibatch in this round");
    }
    return joined(means, parameters, round);
  }

  /** Adds each replica in the task that trained it; returns one slice, or none. */
  static List<SliceSum.Mean> inProcess(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      AveragingRound round,
      LocalRound local) {
    long number = local.number();
    results.foreachPartition(
        trained -> {
          Optional<LocalRound.Replica> replica =
              ReplicaSlices.whole(trained, before.value(), round);
          // A task that outlives its job finds no round.
          LocalRound.find(number)
              .ifPresentOrElse(
                  open -> open.add(TaskContext.getPartitionId(), replica),
                  () -> replica.ifPresent(LocalRound.Replica::release));
        });
    return local.mean(results.getNumPartitions()).stream().toList();
  }

  /** Adds one replica after the other on the driver; returns one slice, or none. */
  static List<SliceSum.Mean> onDriver(
      JavaRDD<ParameterAveragingTrainingResult> results,
      Broadcast<ReplicaWorker.InitialState> before,
      AveragingRound round) {
    JavaRDD<SliceSum.Slice> whole =
        results
            .mapPartitions(trained -> ReplicaSlices.cut(trained, 1, before.value(), round))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // All replicas train at once; then they are added one at a time.
      whole.foreachPartition(replica -> replica.forEachRemaining(slice -> {}));
      SliceSum sum = new SliceSum(round.weighting());
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
      AveragingRound round) {
    return results
        .mapPartitions(trained -> ReplicaSlices.cut(trained, slices, before.value(), round))
        .mapToPair(slice -> new Tuple2<>(slice.slice(), slice))
        .partitionBy(new HashPartitioner(slices))
        .values()
        .mapPartitions(all -> SliceSum.mean(all, round.weighting()).stream().iterator())
        .collect();
  }

  private static ReplicaMean joined(
      List<SliceSum.Mean> means, INDArray before, AveragingRound round) {
    List<SliceSum.Mean> ordered = new ArrayList<>(means);
    ordered.sort(Comparator.comparingInt(SliceSum.Mean::slice));
    SliceSum.Mean first = ordered.get(0);
    INDArray parameters = joined(ordered, SliceSum.Mean::parameters);
    if (round.sendsChanges()) {
      parameters.addi(before);
    }
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
