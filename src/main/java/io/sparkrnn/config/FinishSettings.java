package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * When training ends and what it leaves ({@code training.early-stopping}, {@code training.keep},
 * {@code training.weight-averaging.*}, {@code training.refit}).
 *
 * @param patience epochs without a lower validation loss after which training stops; 0: it never
 *     does
 * @param keep which epoch's network is the result
 * @param weightAveraging what is made of the averages along the way
 * @param averagingFrom the share of training after which that begins, in [0, 1)
 * @param halfLife epochs after which an average counts half, for the moving average
 * @param refit whether training is done once more with the validation part added
 */
public record FinishSettings(
    int patience,
    Keep keep,
    WeightAveraging weightAveraging,
    double averagingFrom,
    double halfLife,
    boolean refit)
    implements Serializable {

  /** Which epoch's network is the result. */
  public enum Keep {
    LAST,
    /** The one with the lowest validation loss. */
    BEST
  }

  /** What is made of the weights that training passes through. */
  public enum WeightAveraging {
    NONE,
    /** The mean of all averages from some point on (stochastic weight averaging). */
    SWA,
    /** A mean in which older ones fade (exponential moving average). */
    EMA
  }

  public FinishSettings {
    requireNonNull(keep, "keep is null");
    requireNonNull(weightAveraging, "weightAveraging is null");
  }

  /** The same without a look at validation: training goes to the end, which is kept. */
  public FinishSettings toTheEnd() {
    return new FinishSettings(0, Keep.LAST, weightAveraging, averagingFrom, halfLife, false);
  }
}
