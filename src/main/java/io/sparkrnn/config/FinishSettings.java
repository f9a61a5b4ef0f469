package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Settings of the end of training and of its result ({@code training.early-stopping-patience},
 * {@code training.keep}, {@code training.weight-averaging.*}, {@code training.refit}).
 *
 * @param patience number of epochs without a lower validation loss after which training stops; 0:
 *     no early stopping
 * @param keep the epoch whose network is the result
 * @param weightAveraging how the weights along the training trajectory are averaged
 * @param averagingFrom fraction of training after which weight averaging begins, in [0, 1)
 * @param halfLife number of epochs after which the weight of earlier weights has halved, for {@link
 *     WeightAveraging#EMA}
 * @param refit whether a new network is trained on the training and validation splits together
 */
public record FinishSettings(
    int patience,
    Keep keep,
    WeightAveraging weightAveraging,
    double averagingFrom,
    double halfLife,
    boolean refit)
    implements Serializable {

  /** Epochs whose network can be the result. */
  public enum Keep {
    LAST,
    /** The one with the lowest validation loss. */
    BEST
  }

  /** Ways to average the weights along the training trajectory. */
  public enum WeightAveraging {
    NONE,
    /** Stochastic weight averaging: the mean of the averaged weights of all later rounds. */
    SWA,
    /** Exponential moving average of the averaged weights of all later rounds. */
    EMA
  }

  public FinishSettings {
    requireNonNull(keep, "keep is null");
    requireNonNull(weightAveraging, "weightAveraging is null");
  }

  static FinishSettings read(SettingsReader read) {
    return new FinishSettings(
        read.count("training.early-stopping-patience", 0, 100_000),
        read.choice("training.keep", Keep.class),
        read.choice("training.weight-averaging.kind", WeightAveraging.class),
        read.share("training.weight-averaging.from"),
        read.positive("training.weight-averaging.half-life", 1000),
        read.flag("training.refit"));
  }

  /** Returns a copy that uses no validation: no early stopping, last epoch kept, no refit. */
  public FinishSettings toTheEnd() {
    return new FinishSettings(0, Keep.LAST, weightAveraging, averagingFrom, halfLife, false);
  }
}
