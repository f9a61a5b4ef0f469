package io.sparkrnn.cli.train;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Warnings about the replicas of a run. */
final class RunWarnings {

  /** Least number of replicas that need another way of averaging than fewer do. */
  private static final int MANY = 16;

  /** Least number of averaging rounds in an epoch of as many replicas. */
  private static final int ROUNDS_OF_MANY = 16;

  private RunWarnings() {}

  /**
   * Returns a warning if many replicas are averaged in a way that suits few.
   *
   * @param rounds number of averaging rounds in an epoch
   */
  static List<String> averaging(Strategy strategy, int replicas, int rounds) {
    if (replicas < MANY || strategy != Strategy.MOMENTUM && rounds >= ROUNDS_OF_MANY) {
      return List.of();
    }
    return List.of(
        ("%d replicas were averaged %d times an epoch, strategy %s; on reviews, %d or more are nearly"
                + " as accurate as one only with averaging.strategy=mean, 40 rounds an epoch and"
                + " minibatches of 16 (conf/imdb-many-replicas.conf)")
            .formatted(replicas, rounds, strategy.name().toLowerCase(Locale.ROOT), MANY));
  }

  /**
   * Returns a warning with the number of epochs in which the replicas waited for a straggler, and
   * where that was most often; empty if they did not.
   *
   * @param history epochs of all trainings of the run
   */
  static List<String> stragglers(List<EpochRecord> history) {
    Map<String, Integer> locations = new TreeMap<>();
    double lost = 0;
    int epochs = 0;
    for (EpochRecord epoch : history) {
      ShardTimes times = epoch.times();
      if (times.straggling()) {
        epochs++;
        lost += times.slowestSeconds() - times.medianSeconds();
        locations.merge(times.place(), 1, Integer::sum);
      }
    }
    if (epochs == 0) {
      return List.of();
    }
    Map.Entry<String, Integer> worst =
        locations.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).orElseThrow();
    return List.of(
        String.format(
            Locale.ROOT,
            "In %d of %d epochs the replicas waited for one that took more than 1.5 times the median,"
                + " %.0f s in all; in %d of them it was on %s",
            epochs,
            history.size(),
            lost,
            worst.getValue(),
            worst.getKey()));
  }

  /**
   * Returns a warning if a split has fewer examples than shards, which leaves some of them empty.
   * Training refuses empty shards, scoring accepts them.
   *
   * @param split such as "validation"
   */
  static List<String> emptyShards(String split, long examples, int shards) {
    List<String> warnings = new ArrayList<>();
    if (examples > 0 && examples < shards) {
      warnings.add(
          "%d of %d shards of the %s split are empty, since it has %d examples"
              .formatted(shards - examples, shards, split, examples));
    }
    return warnings;
  }
}
