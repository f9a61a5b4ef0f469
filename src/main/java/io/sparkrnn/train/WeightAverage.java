package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of the weights that training passes through, which generalises better than where it
 * ends: all alike (stochastic weight averaging, Izmailov et al., UAI 2018, arXiv:1803.05407), or
 * the older the less (exponential moving average; Polyak and Juditsky, 1992).
 */
final class WeightAverage {

  private final FinishSettings settings;
  private INDArray mean;
  private int count;

  WeightAverage(FinishSettings settings) {
    this.settings = settings;
  }

  /**
   * What to go back to.
   *
   * @param mean empty before it has begun
   * @param count of the weights in it
   */
  record State(Optional<Weights> mean, int count) {}

  /**
   * Takes the weights after a round.
   *
   * @param progress of the training, 1 at its end
   * @param roundsAnEpoch rounds that the present epoch has
   */
  void add(INDArray weights, double progress, int roundsAnEpoch) {
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
            : 1 - Math.pow(0.5, 1 / (settings.halfLife() * roundsAnEpoch));
    try (INDArray change = weights.sub(mean)) {
      mean.addi(change.muli(part));
    }
  }

  /** The mean; empty before it has begun. */
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
