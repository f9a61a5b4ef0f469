package io.sparkrnn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Formats measurements by stage and size as a table and as JSON. */
final class SizesTable {

  private static final double MEGABYTE = 1 << 20;

  private SizesTable() {}

  /** A row with the rows it is compared with: those of the smallest and the next smaller size. */
  private record Compared(SizeRow row, SizeRow smallest, Optional<SizeRow> smaller) {}

  private static List<Compared> compared(List<SizeRow> rows) {
    List<Compared> all = new ArrayList<>();
    for (SizeRow row : rows) {
      Optional<Compared> before =
          all.isEmpty()
              ? Optional.empty()
              : Optional.of(all.get(all.size() - 1))
                  .filter(last -> last.row().stage() == row.stage());
      all.add(
          new Compared(row, before.map(Compared::smallest).orElse(row), before.map(Compared::row)));
    }
    return all;
  }

  /** Returns the table; empty without rows. */
  static Table of(List<SizeRow> rows) {
    Table table =
        new Table(
            "stage",
            "reviews",
            "examples",
            "seconds",
            "per second",
            "to the smallest",
            "marginal/s",
            "live heap, MB",
            "heap, MB",
            "resident, MB");
    for (Compared one : compared(rows)) {
      SizeRow row = one.row();
      table.add(
          row.stage().key(),
          format("%,d", row.size()),
          format("%,d", row.examples()),
          format("%.2f", row.seconds()),
          format("%,.0f", row.rates().median()),
          format("%.2f", row.ratio(one.smallest())),
          one.smaller().map(smaller -> further(row, smaller)).orElse(""),
          row.memory().map(memory -> format("%,.0f", memory.live() / MEGABYTE)).orElse(""),
          row.memory().map(memory -> format("%,.0f", memory.heap() / MEGABYTE)).orElse(""),
          row.memory()
              .filter(memory -> memory.resident().isPresent())
              .map(memory -> format("%,.0f", memory.resident().getAsLong() / MEGABYTE))
              .orElse(""));
    }
    return table;
  }

  /** Returns the marginal rate; none for a checkpoint, whose time does not depend on the size. */
  private static String further(SizeRow row, SizeRow smaller) {
    return row.stage() == JobStage.CHECKPOINT ? "" : format("%,.0f", row.furtherRate(smaller));
  }

  /** Returns a list of objects for each stage, ordered by size. */
  static Map<String, Object> json(List<SizeRow> rows) {
    Map<String, List<Object>> stages = new LinkedHashMap<>();
    for (Compared one : compared(rows)) {
      SizeRow row = one.row();
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("reviews", row.size());
      object.put("examples", row.examples());
      object.put("seconds", row.seconds());
      object.put("examples_per_second", row.rates().median());
      object.put("to_smallest", row.ratio(one.smallest()));
      one.smaller()
          .filter(smaller -> row.stage() != JobStage.CHECKPOINT)
          .ifPresent(smaller -> object.put("further_per_second", row.furtherRate(smaller)));
      object.put("runs", row.rates().all());
      row.memory()
          .ifPresent(
              memory -> {
                object.put("live_heap_bytes", memory.live());
                object.put("heap_bytes", memory.heap());
                memory.resident().ifPresent(bytes -> object.put("resident_bytes", bytes));
              });
      stages.computeIfAbsent(row.stage().key(), none -> new ArrayList<>()).add(object);
    }
    return new LinkedHashMap<>(stages);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
