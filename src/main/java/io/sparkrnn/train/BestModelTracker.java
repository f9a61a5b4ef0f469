package io.sparkrnn.train;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.workload.Scores;
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
    last = epoch;
    // Without a validation split each epoch is the best so far. An epoch with a NaN loss is best
    // only if it is the first, so that a best epoch always exists.
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

  /**
   * State for checkpoints.
   *
   * @param lowest lowest validation loss so far
   * @param best epoch that has it, from 1; 0 before the first
   * @param kept weights of that epoch; empty if they are not kept
   */
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
