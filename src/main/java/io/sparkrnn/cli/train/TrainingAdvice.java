package io.sparkrnn.cli.train;

import io.sparkrnn.baseline.BaselineComparison;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Advice about settings that follows from how a training ended. */
final class TrainingAdvice {

  private static final String EPOCHS = "training.epochs";

  /**
   * Fraction of the validation loss by which the last epoch reduces it if training ended too early.
   * A learning rate that falls to 0 at the end reduces it by some percent by itself.
   */
  private static final double STILL_FALLING = 0.1;

  /** Training accuracy minus validation accuracy above which a network overfits. */
  private static final double OVERFITTED = 0.08;

  private static final String LOSS = "loss";
  private static final String ACCURACY = "accuracy";

  private TrainingAdvice() {}

  /** Returns the advice, what is most likely to help first. */
  static List<Advice> of(TrainedRun run) {
    List<Advice> all = new ArrayList<>();
    TrainingOutcome outcome = run.fitted().outcome();
    Optional<Advice> epochs = stillFalling(run.fitted().plan(), outcome.history());
    epochs.ifPresent(all::add);
    run.baseline()
        .filter(linear -> linear.models().counts().difference() < 0)
        .ifPresent(
            linear -> {
              belowBaseline(linear, outcome.kept(), epochs).ifPresent(all::add);
              run.workload()
                  .recipe(run.data().assets())
                  .filter(file -> !isUsed(file, run.config()))
                  .flatMap(TrainingAdvice::recipe)
                  .ifPresent(all::add);
            });
    return all;
  }

  /** Returns advice if the validation loss was still falling when training ended. */
  static Optional<Advice> stillFalling(TrainingPlan plan, List<EpochRecord> history) {
    int epochs = history.size();
    if (epochs < Math.max(2, plan.epochs()) || !history.get(epochs - 1).validation().has(LOSS)) {
      return Optional.empty();
    }
    double last = history.get(epochs - 1).validation().value(LOSS);
    double before =
        history.subList(0, epochs - 1).stream()
            .mapToDouble(epoch -> epoch.validation().value(LOSS))
            .min()
            .orElseThrow();
    return before > 0 && last <= (1 - STILL_FALLING) * before
        ? advice(
            EPOCHS,
            "The validation loss was still falling when training ended, from %.4f to %.4f in epoch"
                + " %d. Try training.epochs = %d.",
            before,
            last,
            epochs,
            2 * epochs)
        : Optional.empty();
  }

  /**
   * Returns advice for a network that is less accurate than the linear baseline.
   *
   * @param kept the epoch that was kept
   * @param epochs advice to train for more epochs, which then comes first; empty: none
   */
  static Optional<Advice> belowBaseline(
      BaselineComparison linear, EpochRecord kept, Optional<Advice> epochs) {
    PairedCounts counts = linear.models().counts();
    String found =
        String.format(
            Locale.ROOT,
            "The linear model is more accurate than the network (%.2f %% beside %.2f %%)",
            100.0 * counts.secondRight() / counts.total(),
            100.0 * counts.firstRight() / counts.total());
    return overfitting(kept.training(), kept.validation())
        .map(
            why ->
                advice(
                    "model.output-dropout",
                    "%s. %s. Try a higher model.output-dropout or model.word-dropout, such as 0.5,"
                        + " or training.keep = best.",
                    found,
                    why))
        .orElseGet(
            () ->
                epochs.isPresent()
                    ? Optional.empty()
                    : advice(
                        "training.learning-rate",
                        "%s. Try a training.learning-rate twice as high, a smaller"
                            + " training.batch-size or more training.epochs, or use the linear"
                            + " model.",
                        found));
  }

  private static Optional<String> overfitting(Scores training, Scores validation) {
    if (!training.has(ACCURACY) || !validation.has(ACCURACY)) {
      return Optional.empty();
    }
    double fitted = training.value(ACCURACY);
    double held = validation.value(ACCURACY);
    return fitted - held > OVERFITTED
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The network overfits: its accuracy is %.1f %% on the training split and %.1f %% on the"
                    + " validation split",
                100 * fitted,
                100 * held))
        : Optional.empty();
  }

  private static boolean isUsed(String file, ResolvedConfig config) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return config.entries().stream().anyMatch(entry -> entry.origin().contains(name));
  }

  private static Optional<Advice> recipe(String file) {
    return advice("--conf", "%s has settings that were chosen for texts as short as these.", file);
  }

  private static Optional<Advice> advice(String key, String format, Object... values) {
    return Optional.of(new Advice(key, String.format(Locale.ROOT, format, values)));
  }
}
