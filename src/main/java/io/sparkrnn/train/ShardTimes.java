package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Training times of the shards in one epoch. All replicas wait for the slowest shard before they
 * are averaged.
 *
 * @param medianSeconds median time of the shards; for an even number of shards the lower of the two
 *     middle values
 * @param slowestSeconds time of the slowest shard
 * @param slowestShard id of the slowest shard
 * @param place executor and host of the slowest shard's longest round
 */
public record ShardTimes(
    double medianSeconds, double slowestSeconds, int slowestShard, String place) {

  /** Smallest ratio of the slowest shard's time to the median for which it is a straggler. */
  private static final double FACTOR = 1.5;

  /** Smallest difference of the two, in seconds, for which it is a straggler. */
  private static final double SECONDS = 1;

  public ShardTimes {
    requireNonNull(place, "place is null");
  }

  /** Returns the times of an epoch's shard records, of which there must be at least one. */
  static ShardTimes of(Map<TrainingAccumulator.Key, TrainingAccumulator.ShardRecord> records) {
    Map<Integer, Time> times = new TreeMap<>();
    records.forEach(
        (key, record) ->
            times.merge(
                key.shard(),
                new Time(key.shard(), record.nanos(), record.nanos(), record.place()),
                Time::plus));
    List<Time> sorted =
        times.values().stream().sorted(Comparator.comparingLong(Time::nanos)).toList();
    Time slowest = sorted.get(sorted.size() - 1);
    return new ShardTimes(
        sorted.get((sorted.size() - 1) / 2).nanos() / 1e9,
        slowest.nanos() / 1e9,
        slowest.shard(),
        slowest.place());
  }

  /** Whether the other replicas waited long for the slowest shard. */
  public boolean straggling() {
    return slowestSeconds > FACTOR * medianSeconds && slowestSeconds - medianSeconds > SECONDS;
  }

  /** Returns a warning about a straggling shard; empty if there is none. */
  Optional<String> warning() {
    return straggling()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the other replicas waited for shard %d, which took %.1f s on %s; half of the shards"
                    + " took at most %.1f s",
                slowestShard,
                slowestSeconds,
                place,
                medianSeconds))
        : Optional.empty();
  }

  /** A shard's total time over all rounds, its longest round, and where that ran. */
  private record Time(int shard, long nanos, long longest, String place) {
    Time plus(Time round) {
      return new Time(
          shard,
          nanos + round.nanos,
          Math.max(longest, round.longest),
          round.longest > longest ? round.place : place);
    }
  }
}
