package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.workload.Scores;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The epochs as candidates for the result, judged by their validation loss. */
final class Candidates {

  private final FinishSettings settings;
  private double lowest = Double.POSITIVE_INFINITY;
  private int best;
  private int last;
  private Weights kept;

  Candidates(FinishSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes an epoch's network.
   *
   * @param validation scores of which the first is the loss; empty without a validation part
   */
  void add(int epoch, Scores validation, MultiLayerNetwork network) {
    last = epoch;
    // Without a validation part each epoch is the best so far; a loss that is no number never is,
    // but of the first epoch, so that there always is a best one.
    boolean judged = !validation.all().isEmpty();
    double loss = judged ? validation.all().get(0).value() : Double.NaN;
    if (!judged || best == 0 || loss < lowest) {
      lowest = Double.isNaN(loss) ? lowest : loss;
      best = epoch;
      if (settings.keep() == Keep.BEST) {
        kept = Weights.copyOf(network.params());
      }
    }
  }

  /** What a job that goes on has to know of the epochs so far. */
  record State(double lowest, int best, Optional<Weights> kept) {}

  State state() {
    return new State(lowest, best, Optional.ofNullable(kept));
  }

  void restore(int epoch, State state) {
    last = epoch;
    lowest = state.lowest();
    best = state.best();
    kept = state.kept().orElse(null);
  }

  /** Whether the loss has not fallen for as many epochs as are allowed. */
  boolean exhausted() {
    return settings.patience() > 0 && last - best >= settings.patience();
  }

  /** Makes {@code network} the result, and gives its epoch. */
  int choose(MultiLayerNetwork network) {
    if (settings.keep() == Keep.LAST) {
      return last;
    }
    try (INDArray parameters = kept.newArray()) {
      network.setParameters(parameters);
    }
    return best;
  }
}
