package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long the shards of one epoch took to be trained on. All replicas wait for the slowest before
 * they are averaged.
 *
 * @param medianSeconds of the shard in the middle; of an even number of them, the faster of the two
 *     in the middle
 * @param slowestSeconds of the slowest shard
 * @param slowestShard its number
 * @param place where its longest round was trained: executor and host
 */
public record ShardTimes(
    double medianSeconds, double slowestSeconds, int slowestShard, String place) {

  /** A slowest shard that takes more than so many times the median is a straggler ... */
  private static final double FACTOR = 1.5;

  /** ... if the others lose more than so many seconds by it. */
  private static final double SECONDS = 1;

  public ShardTimes {
    requireNonNull(place, "place is null");
  }

  /** The times of the accounts of an epoch, of one shard at least. */
  static ShardTimes of(Map<TrainingAccount.Key, ShardAccount> accounts) {
    Map<Integer, Time> times = new TreeMap<>();
    accounts.forEach(
        (key, account) ->
            times.merge(
                key.shard(),
                new Time(key.shard(), account.nanos(), account.nanos(), account.place()),
                Time::plus));
    List<Time> sorted = sorted(times.values());
    Time slowest = sorted.get(sorted.size() - 1);
    return new ShardTimes(
        sorted.get((sorted.size() - 1) / 2).nanos() / 1e9,
        slowest.nanos() / 1e9,
        slowest.shard(),
        slowest.place());
  }

  private static List<Time> sorted(Collection<Time> times) {
    return times.stream().sorted(Comparator.comparingLong(Time::nanos)).toList();
  }

  /** Whether all others waited for one shard for long. */
  public boolean straggling() {
    return slowestSeconds > FACTOR * medianSeconds && slowestSeconds - medianSeconds > SECONDS;
  }

  /** What a person should know of that. */
  Optional<String> complaint() {
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

  /** A shard's time in all rounds, and where the longest of them was. */
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
