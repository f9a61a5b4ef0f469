package io.sparkrnn.cli;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the executors of a run had too much or too little to do of. */
final class RunWarnings {

  private RunWarnings() {}

  /**
   * In how many epochs the replicas had to wait for one of them, and where it was.
   *
   * @param history of all trainings of the run
   */
  static List<String> stragglers(List<EpochRecord> history) {
    Map<String, Integer> places = new TreeMap<>();
    double lost = 0;
    int epochs = 0;
    for (EpochRecord epoch : history) {
      ShardTimes times = epoch.times();
      if (times.straggling()) {
        epochs++;
        lost += times.slowestSeconds() - times.medianSeconds();
        places.merge(times.place(), 1, Integer::sum);
      }
    }
    if (epochs == 0) {
      return List.of();
    }
    Map.Entry<String, Integer> worst =
        places.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).orElseThrow();
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
   * Shards that a part of few examples leaves empty. Training refuses them, scoring goes on.
   *
   * @param part such as "validation"
   */
  static List<String> emptyShards(String part, long examples, int shards) {
    List<String> warnings = new ArrayList<>();
    if (examples > 0 && examples < shards) {
      warnings.add(
          "%d of %d shards of the %s part are empty, since it has %d examples"
              .formatted(shards - examples, shards, part, examples));
    }
    return warnings;
  }
}
