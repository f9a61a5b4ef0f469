package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How replicas become one network ({@code averaging.*}).
 *
 * @param strategy what is made of their weights
 * @param everyBatches minibatches of a replica between two averagings; 0: once an epoch
 * @param lastEveryBatches the same in the last epoch, where the strategy is a schedule
 * @param momentum of the averaged change, in [0, 1), where the strategy has it
 * @param outerRate factor of the averaged change, above 0, where the strategy has it
 * @param weighting what each replica counts
 */
public record AveragingSettings(
    Strategy strategy,
    int everyBatches,
    int lastEveryBatches,
    double momentum,
    double outerRate,
    Weighting weighting)
    implements Serializable {

  /** What is made of the replicas' weights. Updater state is always averaged. */
  public enum Strategy {
    /** Their mean. */
    MEAN,
    /** Their mean, in rounds that grow longer or shorter from epoch to epoch. */
    SCHEDULE,
    /** A step from the last average along the mean change, with Nesterov momentum. */
    MOMENTUM,
    /** Their mean as DL4J's own trainer takes it. */
    DL4J
  }

  /** What each replica counts in a mean. */
  public enum Weighting {
    /** The examples that it saw in the round. */
    EXAMPLES,
    /** All the same. */
    EQUAL
  }

  public AveragingSettings {
    requireNonNull(strategy, "strategy is null");
    requireNonNull(weighting, "weighting is null");
  }

  /** The same strategy with another number of minibatches between averagings. */
  public AveragingSettings withEveryBatches(int other) {
    return new AveragingSettings(strategy, other, lastEveryBatches, momentum, outerRate, weighting);
  }

  /** Another strategy, equal else. */
  public AveragingSettings withStrategy(Strategy other) {
    return new AveragingSettings(
        other, everyBatches, lastEveryBatches, momentum, outerRate, weighting);
  }
}
