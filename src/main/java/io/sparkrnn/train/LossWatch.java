package io.sparkrnn.train;

import io.sparkrnn.config.RollbackSettings;
import io.sparkrnn.workload.Scores;
import java.util.Locale;
import java.util.Optional;

/** Tells from the training losses whether an epoch went wrong. */
final class LossWatch {

  /** A loss that has hardly fallen yet loses most of its fall by chance. */
  private static final double FALL_WORTH_WATCHING = 0.1;

  private final RollbackSettings settings;
  private double first = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;

  LossWatch(RollbackSettings settings) {
    this.settings = settings;
  }

  double first() {
    return first;
  }

  double lowest() {
    return lowest;
  }

  /** Goes on with what another watch saw. */
  void restore(double firstLoss, double lowestLoss) {
    first = firstLoss;
    lowest = lowestLoss;
  }

  /**
   * Looks at an epoch; one that went wrong is forgotten.
   *
   * @param training scores of which the first is the loss
   * @return what is wrong with it; empty: nothing
   */
  Optional<String> complaint(Scores training) {
    double loss = training.all().get(0).value();
    if (!Double.isFinite(loss)) {
      return Optional.of("the training loss is " + loss);
    }
    double fall = first - lowest;
    if (settings.lossJump() > 0
        && fall > FALL_WORTH_WATCHING * first
        && loss > lowest + settings.lossJump() * fall) {
      return Optional.of(
          String.format(Locale.ROOT, "the training loss jumped from %.4f to %.4f", lowest, loss));
    }
    first = Double.isNaN(first) ? loss : first;
    lowest = Math.min(lowest, loss);
    return Optional.empty();
  }
}
