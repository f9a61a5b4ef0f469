package io.sparkrnn.train;

import io.sparkrnn.config.RollbackSettings;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Detects divergence from the training losses: a loss that is NaN or infinite, or a jump. */
final class DivergenceDetector {

  /**
   * Smallest fall of the loss, relative to the first epoch's, from which jumps are looked for.
   * Before it, random variation can undo most of the fall.
   */
  private static final double MIN_RELATIVE_FALL = 0.1;

  private final RollbackSettings settings;
  private double first = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;

  DivergenceDetector(RollbackSettings settings) {
    this.settings = settings;
  }

  /** Restores the state after these epochs, none of which was rolled back. */
  void restore(List<EpochRecord> history) {
    history.forEach(epoch -> problem(epoch.training()));
  }

  /**
   * Checks an epoch's training loss and, if it is sound, records it.
   *
   * @param training scores of which the first is the loss
   * @return description of the problem; empty if there is none
   */
  Optional<String> problem(Scores training) {
    double loss = training.all().get(0).value();
    if (!Double.isFinite(loss)) {
      return Optional.of("the training loss is " + loss);
    }
    double fall = first - lowest;
    if (settings.lossJump() > 0
        && fall > MIN_RELATIVE_FALL * first
        && loss > lowest + settings.lossJump() * fall) {
      return Optional.of(
          String.format(Locale.ROOT, "the training loss jumped from %.4f to %.4f", lowest, loss));
    }
    first = Double.isNaN(first) ? loss : first;
    lowest = Math.min(lowest, loss);
    return Optional.empty();
  }
}
