package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Running average of the weights during training, which generalizes better than the final weights:
 * either an equal mean (stochastic weight averaging, Izmailov et al., UAI 2018, arXiv:1803.05407)
 * or an exponential moving average (Polyak and Juditsky, 1992).
 */
final class WeightAverage {

  private final FinishSettings settings;
  private INDArray mean;
  private int count;

  WeightAverage(FinishSettings settings) {
    this.settings = settings;
  }

  /**
   * State for rollbacks and checkpoints.
   *
   * @param mean average of weights; empty before averaging has begun
   * @param count number of weight vectors in the average
   */
  record State(Optional<Weights> mean, int count) {}

  /**
   * Adds the weights after a round, if averaging has begun.
   *
   * @param progress progress of the training, 1 at its end
   * @param roundsPerEpoch number of rounds in the current epoch
   */
  void add(INDArray weights, double progress, int roundsPerEpoch) {
    if (settings.weightAveraging() == WeightAveraging.NONE
        || progress <= settings.averagingFrom()) {
      return;
    }
    count++;
    if (mean == null) {
      mean = weights.dup();
      return;
    }
    double part =
        settings.weightAveraging() == WeightAveraging.SWA
            ? 1.0 / count
            : 1 - Math.pow(0.5, 1 / (settings.halfLife() * roundsPerEpoch));
    try (INDArray change = weights.sub(mean)) {
      mean.addi(change.muli(part));
    }
  }

  /** Returns the average; empty before averaging has begun. */
  Optional<INDArray> mean() {
    return Optional.ofNullable(mean);
  }

  State state() {
    return new State(mean().map(Weights::copyOf), count);
  }

  void restore(State state) {
    if (mean != null) {
      mean.close();
    }
    mean = state.mean().map(Weights::newArray).orElse(null);
    count = state.count();
  }
}
