package io.sparkrnn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was measured of stages and sizes so far; people are told as it comes. */
final class SizeNotes {

  private final Notebook notes;
  private final Map<Stage, Map<Long, Taken>> all = new TreeMap<>();

  SizeNotes(Notebook notes) {
    this.notes = notes;
  }

  /** What a stage took at a size. */
  private static final class Taken {
    private long examples;
    private final List<Double> rates = new ArrayList<>();
    private Optional<Memory> memory = Optional.empty();
  }

  void time(Stage stage, long size, long examples, double seconds) {
    Taken taken = taken(stage, size);
    taken.examples = examples;
    taken.rates.add(examples / seconds);
    notes.say(
        String.format(
            Locale.ROOT,
            "  %s: %,d in %.2f s, %,.0f a second",
            stage.key(),
            examples,
            seconds,
            examples / seconds));
  }

  void memory(Stage stage, long size, Memory seen) {
    Taken taken = taken(stage, size);
    taken.memory = Optional.of(taken.memory.map(seen::max).orElse(seen));
  }

  private Taken taken(Stage stage, long size) {
    return all.computeIfAbsent(stage, none -> new TreeMap<>())
        .computeIfAbsent(size, none -> new Taken());
  }

  /** A row for each stage and size, stage by stage. */
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
