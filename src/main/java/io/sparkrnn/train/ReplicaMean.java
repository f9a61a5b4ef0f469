package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean and spread of the replicas' parameters, accumulated one replica at a time in the order of
 * the calls.
 */
final class ReplicaMean implements AutoCloseable {

  private final INDArray before;
  private final Weighting weighting;
  private INDArray parameters;
  private INDArray updaterState;
  private double scoreSum;
  private double squaredMoves;
  private double total;
  private long unit;
  private int replicas;

  /**
   * Creates a mean of no replicas.
   *
   * @param before parameters that the replicas began the round with, [1, count]
   */
  ReplicaMean(INDArray before, Weighting weighting) {
    this.before = before;
    this.weighting = weighting;
  }

  void add(ReplicaWorker.Result result) {
    if (result.parameters() == null) {
      // Its shard has no minibatch in this round; the mean covers only replicas that trained.
      return;
    }
    if (replicas == 0) {
      unit = result.examples();
    }
    // Weights are relative to the first replica's: with equal counts all are exactly 1, and no
    // rounding occurs.
    double weight = weighting == Weighting.EQUAL ? 1 : (double) result.examples() / unit;
    INDArray own = result.parameters().newArray();
    double move = own.distance2(before);
    squaredMoves += weight * move * move;
    parameters = sum(parameters, own, weight);
    if (result.updaterState() != null) {
      updaterState = sum(updaterState, result.updaterState().newArray(), weight);
    }
    scoreSum += weight * result.score();
    total += weight;
    replicas++;
  }

  private static INDArray sum(INDArray sum, INDArray part, double weight) {
    if (weight != 1) {
      part.muli(weight);
    }
    if (sum == null) {
      return part;
    }
    sum.addi(part);
    part.close();
    return sum;
  }

  /** Divides the sums by the total weight; to be called once, after the last replica. */
  void finish() {
    parameters.divi(total);
    if (updaterState != null) {
      updaterState.divi(total);
    }
  }

  int replicas() {
    return replicas;
  }

  /** Returns the mean parameters, [1, count]. */
  INDArray parameters() {
    return parameters;
  }

  /** Returns the mean updater state; null if the update rule has none. */
  INDArray updaterState() {
    return updaterState;
  }

  double score() {
    return scoreSum / total;
  }

  /** Returns the L2 norm of the mean change of the parameters. */
  double movement() {
    return parameters.distance2(before);
  }

  /**
   * Returns the root mean square of the replicas' L2 distances from their mean. It is computed from
   * their distances to the common initial parameters, which needs no second pass over the replicas.
   */
  double spread() {
    double movement = movement();
    return Math.sqrt(Math.max(0, squaredMoves / total - movement * movement));
  }

  /**
   * Returns the replica divergence, the spread relative to the movement: 0 if all replicas are
   * equal, even if none of them moved, and infinite if they moved but their mean did not.
   */
  double divergence() {
    return divergence(spread(), movement());
  }

  static double divergence(double spread, double movement) {
    return spread == 0 ? 0 : spread / movement;
  }

  @Override
  public void close() {
    if (parameters != null) {
      parameters.close();
    }
    if (updaterState != null) {
      updaterState.close();
    }
  }
}
