package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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

  /** Network with the average; null before it is first asked for. */
  private MultiLayerNetwork averaged;

  WeightAverage(FinishSettings settings) {
    this.settings = settings;
  }

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

  /** Returns the number of weight vectors in the average. */
  int count() {
    return count;
  }

  /** Returns {@code last}, or a network with the average once averaging has begun. */
  MultiLayerNetwork network(MultiLayerNetwork last) {
    if (mean == null) {
      return last;
    }
    if (averaged == null) {
      averaged = new MultiLayerNetwork(last.getLayerWiseConfigurations().clone());
      averaged.init(mean.dup(), false);
    }
    averaged.params().assign(mean);
    return averaged;
  }

  /** Restores the average of a snapshot; empty: averaging had not begun. */
  void restore(Optional<Weights> average, int weights) {
    if (mean != null) {
      mean.close();
    }
    mean = average.map(Weights::newArray).orElse(null);
    count = weights;
  }
}
