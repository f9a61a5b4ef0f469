package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the last average and the mean of the replicas that started from it give the next average.
 *
 * <p>Without momentum it is the mean. With momentum m and rate r, the mean change d of a round is
 * taken as one step of gradient descent with Nesterov momentum: v = m v + r d, then w = w + m v + r
 * d. This is block momentum (Chen and Huo, "Scalable training of deep learning machines by
 * incremental block training with intra-block parallel optimization and blockwise model-update
 * filtering", ICASSP 2016) and the outer optimiser of DiLoCo (Douillard et al., 2023,
 * arXiv:2311.08105). Each replica takes only its share of the steps that one network would take;
 * the momentum makes up for what their mean loses.
 */
final class OuterStep {

  private final double momentum;
  private final double rate;
  private final boolean plain;

  /** v; null before the first step. */
  private INDArray velocity;

  OuterStep(AveragingSettings settings, int replicas) {
    this.momentum = settings.momentum() > 0 ? settings.momentum() : momentumOf(replicas);
    this.rate = settings.outerRate();
    // The mean itself, not but for rounding.
    this.plain = settings.strategy() != Strategy.MOMENTUM || momentum == 0 && rate == 1;
  }

  /**
   * What makes up for the smaller share of the steps that each of more replicas takes: none for
   * one, 0.21 for two, 0.5 for eight. Chosen on validation parts; the 1 - 1/n of block momentum,
   * 0.875 for eight, is too much where replicas are averaged a few times an epoch.
   */
  private static double momentumOf(int replicas) {
    return 1 - 1 / Math.cbrt(replicas);
  }

  /**
   * Makes {@code weights}, the last average, the next one.
   *
   * @param mean of the replicas; overwritten
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

  /** The velocity, to go back to; empty before the first step, and without momentum. */
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
