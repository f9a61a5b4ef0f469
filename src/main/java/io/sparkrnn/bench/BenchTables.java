package io.sparkrnn.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.bench.BenchResult.AveragingRow;
import io.sparkrnn.bench.BenchResult.PartitionRow;
import io.sparkrnn.bench.BenchResult.ScalingRow;
import io.sparkrnn.workload.LayerSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Formats a benchmark result as text tables. */
public final class BenchTables {

  private static final String ADVICE =
      "Kernels for %s would be %.2f times as fast: --set blas.core-type=%s";

  private BenchTables() {}

  /** Returns the lines to print. */
  public static List<String> lines(BenchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    new ObjectMapper()
        .valueToTree(result.machine())
        .fields()
        .forEachRemaining(fact -> lines.add(fact.getKey() + ": " + fact.getValue().asText()));
    lines.addAll(conditions(result));
    append(lines, "Matrix products, GFLOP/s", products(result));
    append(lines, "Matrix products by core type of OpenBLAS, GFLOP/s", coreTypes(result));
    result
        .coreTypes()
        .faster()
        .map(type -> format(ADVICE, type, result.coreTypes().gainAll(), type))
        .ifPresent(lines::add);
    append(lines, "Training", training(result));
    append(lines, "Preparation and scoring", reviews(result));
    result
        .scaling()
        .forEach(
            (name, rows) ->
                append(lines, "Fused layer, one core, synthetic reviews", scaling(name, rows)));
    append(lines, "Under Spark", partitions(result));
    append(lines, "Averaging rounds, one small minibatch a replica", rounds(result));
    append(lines, "Sizes of the data, synthetic reviews", SizesTable.of(result.sizes()));
    return lines;
  }

  private static List<String> conditions(BenchResult result) {
    List<String> lines = new ArrayList<>();
    LayerSize size = result.size();
    lines.add("cores: " + result.cores());
    lines.add("data: " + result.data());
    result.rate(Quantity.PREPARATION).ifPresent(rates -> lines.add("prepared: " + result.source()));
    lines.add(
        format(
            "minibatch: %d examples of %d steps, embedding %d, hidden %d: %.3g GFLOP",
            size.batch(),
            size.length(),
            size.embedding(),
            size.hidden(),
            size.flopPerBatch() / 1e9));
    lines.add("averaging: " + result.averaging());
    limit(lines, "one core", result.limitOne());
    limit(lines, "all cores", result.limitAll());
    ratio(lines, "fused to stock, one core", result.ratio(Quantity.FUSED_ONE, Quantity.STOCK_ONE));
    ratio(lines, "fused to stock, all cores", result.ratio(Quantity.FUSED_ALL, Quantity.STOCK_ALL));
    ratio(lines, "epoch to layer alone", result.ratio(Quantity.EPOCH, Quantity.FUSED_ALL));
    ratio(
        lines,
        "%d replicas to one".formatted(result.cores()),
        result.ratio(Quantity.EPOCH, Quantity.EPOCH_ONE_REPLICA));
    return lines;
  }

  private static void limit(List<String> lines, String cores, Optional<Double> limit) {
    String text = "limit, %s: %.0f GFLOP/s by the fastest kernels";
    limit.ifPresent(gflops -> lines.add(format(text, cores, gflops)));
  }

  private static void ratio(List<String> lines, String name, Optional<Double> ratio) {
    ratio.ifPresent(value -> lines.add(format("%s: %.2f", name, value)));
  }

  private static Table products(BenchResult result) {
    Table table = new Table("sgemm", "cores", "median", "min", "max");
    product(table, result.sgemmOne(), 1);
    product(table, result.sgemmAll(), result.cores());
    return table;
  }

  private static void product(Table table, Map<String, Rates> shapes, int cores) {
    shapes.forEach(
        (shape, rates) ->
            table.add(
                shape,
                Integer.toString(cores),
                format("%.1f", rates.median()),
                format("%.1f", rates.min()),
                format("%.1f", rates.max())));
  }

  private static Table coreTypes(BenchResult result) {
    Table table = new Table("core type", "one core", "%d cores".formatted(result.cores()), "");
    result
        .coreTypes()
        .speeds()
        .forEach(
            (type, speed) ->
                table.add(
                    type.label(),
                    format("%.1f", speed.one()),
                    format("%.1f", speed.all()),
                    type == result.coreTypes().present() ? "in use" : ""));
    return table;
  }

  private static Table training(BenchResult result) {
    Table table = new Table("", "examples/s", "min", "max", "GFLOP/s", "of the limit");
    for (Quantity quantity : Quantity.values()) {
      if (quantity != Quantity.SCORING && quantity != Quantity.PREPARATION) {
        result
            .rate(quantity)
            .ifPresent(
                rates ->
                    table.add(
                        quantity.title(),
                        format("%,.0f", rates.median()),
                        format("%,.0f", rates.min()),
                        format("%,.0f", rates.max()),
                        format("%.1f", result.size().gflops(rates.median())),
                        result.fraction(quantity).map(BenchTables::percent).orElse("")));
      }
    }
    return table;
  }

  private static Table reviews(BenchResult result) {
    Table table = new Table("", "reviews/s", "min", "max", "MB/s");
    result
        .rate(Quantity.PREPARATION)
        .ifPresent(
            rates ->
                review(
                    table,
                    Quantity.PREPARATION.title(),
                    rates,
                    format("%.1f", rates.median() * result.megabytesPerReview())));
    result
        .rate(Quantity.SCORING)
        .ifPresent(rates -> review(table, Quantity.SCORING.title(), rates, ""));
    return table;
  }

  private static void review(Table table, String title, Rates rates, String megabytes) {
    table.add(
        title,
        format("%,.0f", rates.median()),
        format("%,.0f", rates.min()),
        format("%,.0f", rates.max()),
        megabytes);
  }

  private static Table scaling(String name, List<ScalingRow> rows) {
    Table table = new Table(name, "examples/s", "GFLOP/s", "of the roofline");
    for (ScalingRow row : rows) {
      table.add(
          Integer.toString(row.value()),
          format("%,.0f", row.examplesPerSecond()),
          format("%.1f", row.gflops()),
          percent(row.fraction()));
    }
    return table;
  }

  private static Table partitions(BenchResult result) {
    Table table = new Table("partitions", "epoch, examples/s", "scoring, reviews/s");
    for (PartitionRow row : result.partitions()) {
      table.add(
          Integer.toString(row.partitions()),
          format("%,.0f", row.epoch()),
          format("%,.0f", row.scoring()));
    }
    return table;
  }

  private static Table rounds(BenchResult result) {
    Table table =
        new Table(
            "replicas",
            "round, s",
            "arithmetic, s",
            "beyond, s",
            "moved, MB",
            "driver reads, MB",
            "writes, MB");
    for (AveragingRow row : result.rounds()) {
      table.add(
          Integer.toString(row.replicas()),
          format("%.3f", row.seconds()),
          format("%.3f", row.arithmetic()),
          format("%.3f", row.beyond()),
          format("%,.1f", row.bytes() / 1e6),
          megabytes(row.driverRead()),
          megabytes(row.driverWritten()));
    }
    return table;
  }

  private static void append(List<String> lines, String title, Table table) {
    if (!table.isEmpty()) {
      lines.add("");
      lines.add(title);
      lines.addAll(table.lines());
    }
  }

  private static String megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? format("%,.1f", bytes.getAsLong() / 1e6) : "-";
  }

  private static String percent(double fraction) {
    return format("%.1f %%", 100 * fraction);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
