package io.sparkrnn.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.bench.MemoryMonitor.MemoryUse;
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
  private record Compared(SizeRow row, SizeRow smallest, Optional<SizeRow> smaller) {

    /** Returns the marginal rate; none for a checkpoint, whose time does not depend on the size. */
    private Optional<Double> furtherRate() {
      return smaller.filter(any -> row.stage() != JobStage.CHECKPOINT).map(row::furtherRate);
    }
  }

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
          one.furtherRate().map(rate -> format("%,.0f", rate)).orElse(""),
          row.memory().map(memory -> format("%,.0f", memory.live() / MEGABYTE)).orElse(""),
          row.memory().map(memory -> format("%,.0f", memory.heap() / MEGABYTE)).orElse(""),
          row.memory()
              .flatMap(MemoryUse::resident)
              .map(resident -> format("%,.0f", resident / MEGABYTE))
              .orElse(""));
    }
    return table;
  }

  /** Row as it is written as JSON, without what is null. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      long reviews,
      long examples,
      double seconds,
      double examplesPerSecond,
      double toSmallest,
      Double furtherPerSecond,
      List<Double> runs,
      Long liveHeapBytes,
      Long heapBytes,
      Long residentBytes) {}

  /** Returns a list of rows for each stage, ordered by size. */
  static Map<String, List<Json>> json(List<SizeRow> rows) {
    Map<String, List<Json>> stages = new LinkedHashMap<>();
    for (Compared one : compared(rows)) {
      SizeRow row = one.row();
      stages
          .computeIfAbsent(row.stage().key(), none -> new ArrayList<>())
          .add(
              new Json(
                  row.size(),
                  row.examples(),
                  row.seconds(),
                  row.rates().median(),
                  row.ratio(one.smallest()),
                  one.furtherRate().orElse(null),
                  row.rates().all(),
                  row.memory().map(MemoryUse::live).orElse(null),
                  row.memory().map(MemoryUse::heap).orElse(null),
                  row.memory().flatMap(MemoryUse::resident).orElse(null)));
    }
    return stages;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
