package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tracker of the epoch with the lowest validation loss, for early stopping and model selection. */
final class BestModelTracker {

  private final FinishSettings settings;
  private double lowest = Double.POSITIVE_INFINITY;
  private int best;
  private int last;
  private Weights kept;

  BestModelTracker(FinishSettings settings) {
    this.settings = settings;
  }

  /**
   * Records an epoch's scores, and its weights if they are the best so far and are to be kept.
   *
   * @param validation scores of which the first is the loss; empty without a validation split
   */
  void add(int epoch, Scores validation, MultiLayerNetwork network) {
    if (isBest(epoch, validation) && settings.keep() == Keep.BEST) {
      kept = Weights.copyOf(network.params());
    }
  }

  /** Records an epoch's scores; returns whether it is the best so far. */
  private boolean isBest(int epoch, Scores validation) {
    last = epoch;
    // Without a validation split each epoch is the best so far. An epoch with a NaN loss is best
    // only if it is the first, so that a best epoch always exists.
    boolean judged = !validation.all().isEmpty();
    double loss = judged ? validation.all().get(0).value() : Double.NaN;
    if (judged && best != 0 && !(loss < lowest)) {
      return false;
    }
    lowest = Double.isNaN(loss) ? lowest : loss;
    best = epoch;
    return true;
  }

  /** Returns the weights of the best epoch so far; empty if they are not kept. */
  Optional<Weights> kept() {
    return Optional.ofNullable(kept);
  }

  /** Restores the state after these epochs. */
  void restore(List<EpochRecord> history, Optional<Weights> weights) {
    history.forEach(epoch -> isBest(epoch.epoch(), epoch.validation()));
    kept = weights.orElse(null);
  }

  /** Whether the loss has not improved for {@link FinishSettings#patience} epochs (0: no limit). */
  boolean exhausted() {
    return settings.patience() > 0 && last - best >= settings.patience();
  }

  /** Sets {@code network} to the selected weights and returns the epoch they are from. */
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
