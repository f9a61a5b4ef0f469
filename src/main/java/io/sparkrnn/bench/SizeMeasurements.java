package io.sparkrnn.bench;

import io.sparkrnn.bench.MemoryMonitor.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects measurements by stage and size, and reports them as they are measured. */
final class SizeMeasurements {

  private final Measurements notes;
  private final Map<JobStage, Map<Long, Taken>> all = new TreeMap<>();

  SizeMeasurements(Measurements notes) {
    this.notes = notes;
  }

  /** Measurements of a stage at a size. */
  private static final class Taken {
    private long examples;
    private final List<Double> rates = new ArrayList<>();
    private Optional<MemoryUse> memory = Optional.empty();
  }

  /** Adds and reports a duration. */
  void time(JobStage stage, long size, long examples, double seconds) {
    Taken taken = taken(stage, size);
    taken.examples = examples;
    taken.rates.add(examples / seconds);
    notes.report(
        String.format(
            Locale.ROOT,
            "  %s: %,d in %.2f s, %,.0f per second",
            stage.key(),
            examples,
            seconds,
            examples / seconds));
  }

  /** Adds a peak of memory use. */
  void memory(JobStage stage, long size, MemoryUse seen) {
    Taken taken = taken(stage, size);
    taken.memory = Optional.of(taken.memory.map(seen::max).orElse(seen));
  }

  private Taken taken(JobStage stage, long size) {
    return all.computeIfAbsent(stage, none -> new TreeMap<>())
        .computeIfAbsent(size, none -> new Taken());
  }

  /** Returns a row for each stage and size, stage by stage. */
  List<SizeRow> rows() {
    List<SizeRow> rows = new ArrayList<>();
    all.forEach(
        (stage, sizes) ->
            sizes.forEach(
                (size, taken) ->
                    rows.add(
                        new SizeRow(
                            stage, size, taken.examples, new Rates(taken.rates), taken.memory))));
    return rows;
  }
}
