package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.FloatVector;
import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Sum of slices of one number, which are added in the order of the replicas. */
final class SliceSum {

  /**
   * Part of a replica's result.
   *
   * @param slice number of the slice, from 0
   * @param replica number of the replica, from 0
   * @param examples number of examples that the replica was trained on in the round
   * @param score loss of the replica, as DL4J reports it
   * @param move L2 distance of the replica's parameters from those that it began the round with
   * @param parameters parameters, or their change since the beginning of the round; see {@link
   *     AveragingRound}
   * @param updaterState null if the update rule has none
   */
  record Slice(
      int slice,
      int replica,
      long examples,
      double score,
      double move,
      FloatVector parameters,
      FloatVector updaterState)
      implements Serializable {}

  /**
   * Mean of all replicas' slices of one number.
   *
   * @param squaredMove mean square of the replicas' moves
   */
  record Mean(int slice, double score, double squaredMove, Weights parameters, Weights updaterState)
      implements Serializable {}

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
      updaterState = slice.updaterState() == null ? null : new float[slice.updaterState().length()];
    }
    // Weights are relative to the first replica's: with equal counts all are exactly 1, and no
    // rounding occurs.
    double weight = weighting == Weighting.EQUAL ? 1 : (double) slice.examples() / first.examples();
    add(parameters, slice.parameters(), slice, weight);
    if (updaterState != null) {
      add(updaterState, slice.updaterState(), slice, weight);
    }
    squaredMoves += weight * slice.move() * slice.move();
    score += weight * slice.score();
    total += weight;
  }

  private void add(float[] sum, FloatVector vector, Slice slice, double weight) {
    if (slice == first) {
      // Zero plus negative zero would be zero.
      vector.copyTo(sum);
    } else {
      vector.addTo(sum, (float) weight);
    }
  }

  /** Returns the mean, in place of the sum; empty if nothing was added. */
  Optional<Mean> mean() {
    if (first == null) {
      return Optional.empty();
    }
    divide(parameters);
    divide(updaterState);
    return Optional.of(
        new Mean(
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

  /** Returns the mean of slices of one number, in any order; empty if there are none. */
  static Optional<Mean> mean(Iterator<Slice> slices, Weighting weighting) {
    List<Slice> ordered = new ArrayList<>();
    slices.forEachRemaining(ordered::add);
    ordered.sort(Comparator.comparingInt(Slice::replica));
    SliceSum sum = new SliceSum(weighting);
    ordered.forEach(sum::add);
    return sum.mean();
  }
}
