package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Weighting;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of replicas that come one at a time, in the order in which they come, and how far they
 * lay apart.
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
   * A mean of none yet.
   *
   * @param before the parameters that the replicas started from
   */
  ReplicaMean(INDArray before, Weighting weighting) {
    this.before = before;
    this.weighting = weighting;
  }

  void add(ReplicaResult result) {
    if (result.parameters() == null) {
      // Its shard has no minibatch in this round: the mean is of those that trained.
      return;
    }
    if (replicas == 0) {
      unit = result.examples();
    }
    // In units of the first one: among equals the weight is 1, and nothing is rounded.
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

  /** Turns sums into means; to be called once, after the last replica. */
  void finish() {
    parameters.divi(total);
    if (updaterState != null) {
      updaterState.divi(total);
    }
  }

  int replicas() {
    return replicas;
  }

  /** The mean parameters, [1, count]. */
  INDArray parameters() {
    return parameters;
  }

  /** The mean updater state; null where the update rule has none. */
  INDArray updaterState() {
    return updaterState;
  }

  double score() {
    return scoreSum / total;
  }

  /** The L2 norm of the mean change. */
  double movement() {
    return parameters.distance2(before);
  }

  /**
   * The root mean square of the replicas' distances from their mean, by way of their distances from
   * where they started: a second look at each replica is not needed.
   */
  double spread() {
    double movement = movement();
    return Math.sqrt(Math.max(0, squaredMoves / total - movement * movement));
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
