package io.sparkrnn.train;

import io.sparkrnn.nn.FloatVector;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.SliceSum.Slice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Slices of trained replicas, cut by the tasks that trained them. */
final class ReplicaSlices {

  private final ParameterAveragingTrainingResult result;
  private final int replica;
  private final ReplicaWorker.InitialState before;
  private final AveragingRound round;

  private ReplicaSlices(
      ParameterAveragingTrainingResult result,
      ReplicaWorker.InitialState before,
      AveragingRound round) {
    this.result = result;
    this.replica = TaskContext.getPartitionId();
    this.before = before;
    this.round = round;
  }

  /** Returns the slices of a task's replica; none if it had no minibatches. */
  static Iterator<Slice> cut(
      Iterator<ParameterAveragingTrainingResult> trained,
      int slices,
      ReplicaWorker.InitialState before,
      AveragingRound round) {
    return only(trained)
        .map(result -> new ReplicaSlices(result, before, round).cut(slices))
        .orElse(List.of())
        .iterator();
  }

  /**
   * Returns a task's replica as one slice, which in full precision is a view of the replica's
   * memory; empty if it had no minibatches.
   */
  static Optional<LocalRound.Replica> whole(
      Iterator<ParameterAveragingTrainingResult> trained,
      ReplicaWorker.InitialState before,
      AveragingRound round) {
    return only(trained).map(result -> new ReplicaSlices(result, before, round).whole());
  }

  private static Optional<ParameterAveragingTrainingResult> only(
      Iterator<ParameterAveragingTrainingResult> trained) {
    return trained.hasNext()
        ? Optional.of(trained.next()).filter(result -> result.getParameters() != null)
        : Optional.empty();
  }

  private List<Slice> cut(int slices) {
    // The replica is done. Its memory lies outside the heap, and the garbage collector, which does
    // not know its size, would free it late.
    try (INDArray parameters = result.getParameters();
        INDArray state = result.getUpdaterState()) {
      double move = before.parameters().distance(parameters);
      List<Slice> all = new ArrayList<>(slices);
      for (int slice = 0; slice < slices; slice++) {
        all.add(
            slice(
                slice,
                move,
                parameters(Part.of(parameters, slice, slices)),
                state == null ? null : state(Part.of(state, slice, slices))));
      }
      return all;
    }
  }

  private LocalRound.Replica whole() {
    INDArray parameters = result.getParameters();
    Optional<INDArray> state = Optional.ofNullable(result.getUpdaterState());
    double move = before.parameters().distance(parameters);
    Slice whole =
        round.sendsChanges()
            ? slice(
                0,
                move,
                parameters(Part.of(parameters, 0, 1)),
                state.map(all -> state(Part.of(all, 0, 1))).orElse(null))
            : slice(0, move, Weights.of(parameters), state.map(Weights::of).orElse(null));
    return new LocalRound.Replica(whole, parameters, state, ReplicaWorker.network(result));
  }

  private Slice slice(int number, double move, FloatVector parameters, FloatVector state) {
    return new Slice(
        number,
        replica,
        ReplicaWorker.examples(result),
        result.getScore(),
        move,
        parameters,
        state);
  }

  private FloatVector parameters(Part part) {
    return round.sendsChanges()
        ? round.change(
            Weights.of(part.of()), before.parameters(), replica, part.from(), part.count())
        : Weights.copyOf(part.of(), part.from(), part.count());
  }

  private FloatVector state(Part part) {
    return round.sendsChanges()
        ? round.state(Weights.of(part.of()), replica, part.from(), part.count())
        : Weights.copyOf(part.of(), part.from(), part.count());
  }

  /** Part of a vector, which begins with a block, so that blocks do not depend on the slices. */
  private record Part(INDArray of, int from, int count) {

    static Part of(INDArray vector, int slice, int slices) {
      int from = from(slice, slices, vector.length());
      return new Part(vector, from, from(slice + 1, slices, vector.length()) - from);
    }

    private static int from(int slice, int slices, long length) {
      if (slice == slices) {
        return Math.toIntExact(length);
      }
      long from = length * slice / slices;
      return Math.toIntExact(from - from % FloatVector.BLOCK);
    }
  }
}
