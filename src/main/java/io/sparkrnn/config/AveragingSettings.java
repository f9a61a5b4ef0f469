package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Settings of the averaging of replicas ({@code averaging.*}).
 *
 * @param strategy how the replicas' weights are combined
 * @param perEpoch number of averaging rounds per epoch; used if {@code everyBatches} is 0
 * @param everyBatches number of minibatches that each replica trains between two averaging rounds;
 *     0: {@code perEpoch} rounds per epoch
 * @param lastEveryBatches {@code everyBatches} of the last epoch, for {@link Strategy#SCHEDULE}
 * @param momentum outer Nesterov momentum in [0, 1), for {@link Strategy#MOMENTUM}; 0: derived from
 *     the number of replicas
 * @param outerRate outer learning rate, above 0, for {@link Strategy#MOMENTUM}
 * @param rateExponent the learning rate is multiplied by the number of replicas to this power
 * @param weighting weight of each replica in the mean
 * @param precision precision of what replicas send back
 * @param minReplicasForSlices least number of replicas that are averaged by slices on a cluster
 */
public record AveragingSettings(
    Strategy strategy,
    int perEpoch,
    int everyBatches,
    int lastEveryBatches,
    double momentum,
    double outerRate,
    double rateExponent,
    Weighting weighting,
    Precision precision,
    int minReplicasForSlices)
    implements Serializable {

  /** Ways to combine the replicas' weights. Updater state is averaged in all of them. */
  public enum Strategy {
    /** Mean of the weights. */
    MEAN,
    /** Mean of the weights, in rounds whose length changes from epoch to epoch. */
    SCHEDULE,
    /** Step from the previous averaged weights along the mean change, with Nesterov momentum. */
    MOMENTUM,
    /** Mean of the weights as computed by DL4J's own trainer. */
    DL4J
  }

  /** Weight of each replica in the mean. */
  public enum Weighting {
    /** Proportional to the number of examples that it saw in the round. */
    EXAMPLES,
    /** The same for all replicas. */
    EQUAL
  }

  /** Precisions of what replicas send back. */
  public enum Precision {
    /** Weights and updater state as they are. */
    FLOAT32,
    /** Change of the weights, and updater state, as numbers of 16 bits. */
    FLOAT16,
    /** Change of the weights as integers of 8 bits, updater state as 8-bit floats. */
    INT8
  }

  public AveragingSettings {
    requireNonNull(precision, "precision is null");
    requireNonNull(strategy, "strategy is null");
    requireNonNull(weighting, "weighting is null");
  }

  static AveragingSettings read(SettingsReader read) {
    AveragingSettings settings =
        new AveragingSettings(
            read.choice("averaging.strategy", Strategy.class),
            read.count("averaging.rounds-per-epoch", 1, 1_000_000),
            read.count("averaging.every-batches", 0, Integer.MAX_VALUE),
            read.count("averaging.last-every-batches", 0, Integer.MAX_VALUE),
            read.share("averaging.outer-momentum"),
            read.positive("averaging.outer-learning-rate", 10),
            read.fraction("averaging.learning-rate-exponent"),
            read.choice("averaging.weighting", Weighting.class),
            read.choice("averaging.precision", Precision.class),
            read.count("averaging.min-replicas-for-slices", 1, 1_000_000));
    if (read.valid("averaging.strategy", "averaging.last-every-batches")
        && settings.lastEveryBatches > 0
        && settings.strategy != Strategy.SCHEDULE) {
      read.reject(
          "averaging.last-every-batches",
          "has no effect with averaging.strategy = %s, expected schedule"
              .formatted(read.written("averaging.strategy")));
    }
    if (read.valid("averaging.strategy", "averaging.precision")
        && settings.strategy == Strategy.DL4J
        && settings.precision != Precision.FLOAT32) {
      read.reject(
          "averaging.precision", "has no effect with averaging.strategy = dl4j, expected float32");
    }
    return settings;
  }

  /** Returns the averaging frequency as text, such as "4 times an epoch". */
  public String text() {
    if (everyBatches > 0) {
      return "every %d minibatches".formatted(everyBatches);
    }
    return perEpoch == 1 ? "once an epoch" : "%d times an epoch".formatted(perEpoch);
  }

  /** Returns a copy with another strategy and number of averaging rounds per epoch. */
  public AveragingSettings with(Strategy other, int otherPerEpoch) {
    return new AveragingSettings(
        other,
        otherPerEpoch,
        0,
        0,
        momentum,
        outerRate,
        rateExponent,
        weighting,
        precision,
        minReplicasForSlices);
  }
}
