package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How replicas become one network ({@code averaging.*}).
 *
 * @param strategy what is made of their weights
 * @param perEpoch averagings an epoch, where everyBatches is 0
 * @param everyBatches minibatches of a replica between two averagings; 0: as perEpoch says
 * @param lastEveryBatches the same in the last epoch, where the strategy is a schedule
 * @param momentum of the averaged change, in [0, 1), where the strategy has it; 0: by the replicas
 * @param outerRate factor of the averaged change, above 0, where the strategy has it
 * @param rateExponent power of the number of replicas that the learning rate is multiplied by
 * @param weighting what each replica counts
 */
public record AveragingSettings(
    Strategy strategy,
    int perEpoch,
    int everyBatches,
    int lastEveryBatches,
    double momentum,
    double outerRate,
    double rateExponent,
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

  /** For people: how often. */
  public String text() {
    if (everyBatches > 0) {
      return "every %d minibatches".formatted(everyBatches);
    }
    return perEpoch == 1 ? "once an epoch" : "%d times an epoch".formatted(perEpoch);
  }

  /** Another strategy with so many averagings an epoch, equal else. */
  public AveragingSettings with(Strategy other, int otherPerEpoch) {
    return new AveragingSettings(
        other, otherPerEpoch, 0, 0, momentum, outerRate, rateExponent, weighting);
  }
}
