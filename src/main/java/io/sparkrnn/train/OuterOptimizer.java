package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Outer optimizer: updates the averaged model with the mean of the replicas after each averaging
 * round.
 *
 * <p>Without momentum, the mean becomes the averaged model. With momentum m and outer rate r, the
 * mean change d of a round is used as one step of gradient descent with Nesterov momentum: v = m v
 * + r d, then w = w + m v + r d. This is block momentum (Chen and Huo, "Scalable training of deep
 * learning machines by incremental block training with intra-block parallel optimization and
 * blockwise model-update filtering", ICASSP 2016) and the outer optimizer of DiLoCo (Douillard et
 * al., 2023, arXiv:2311.08105). Each replica takes only its share of the steps that a single
 * network would take; the momentum compensates for the smaller mean change.
 */
final class OuterOptimizer {

  private final double momentum;
  private final double rate;
  private final boolean plain;

  /** v; null before the first step. */
  private INDArray velocity;

  OuterOptimizer(AveragingSettings settings, int replicas) {
    this.momentum = settings.momentum() > 0 ? settings.momentum() : momentumOf(replicas);
    this.rate = settings.outerRate();
    // The formula would give the mean only up to rounding; this gives it exactly.
    this.plain = settings.strategy() != Strategy.MOMENTUM || momentum == 0 && rate == 1;
  }

  /**
   * Default momentum 1 - n^(-1/3) for n replicas: 0 for one, 0.21 for two, 0.5 for eight. It was
   * chosen on validation splits. Block momentum's 1 - 1/n, 0.875 for eight, is too large if
   * replicas are averaged only a few times per epoch.
   */
  private static double momentumOf(int replicas) {
    return 1 - 1 / Math.cbrt(replicas);
  }

  /**
   * Updates {@code weights}, the averaged model, in place.
   *
   * @param mean mean parameters of the replicas; overwritten
   */
  void apply(INDArray weights, INDArray mean) {
    if (plain) {
      weights.assign(mean);
      return;
    }
    INDArray change = mean.subi(weights).muli(rate);
    if (velocity == null) {
      velocity = Nd4j.zerosLike(change);
    }
    velocity.muli(momentum).addi(change);
    weights.addi(change);
    Nd4j.getBlasWrapper().axpy(momentum, velocity, weights);
  }

  /** Returns a copy of the velocity; empty before the first step, and without momentum. */
  Optional<Weights> state() {
    return Optional.ofNullable(velocity).map(Weights::copyOf);
  }

  void restore(Optional<Weights> state) {
    if (velocity != null) {
      velocity.close();
    }
    velocity = state.map(Weights::newArray).orElse(null);
  }
}
