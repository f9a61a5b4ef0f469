package io.sparkrnn.data.review;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.Fingerprint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Source of reviews in tables.
 *
 * @param inputs one table, or training and test reviews
 */
record ReviewTableSource(TableSchema schema, List<TableInput> inputs) implements ReviewSource {

  ReviewTableSource {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String description() {
    return inputs.stream().map(TableInput::description).collect(Collectors.joining(", tested on "));
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("table").with("schema", schema);
    inputs.forEach(
        input -> fingerprint.with("rule", input.rule()).with("rows", input.fingerprint()));
    return fingerprint.text();
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<JavaRDD<SourceRow>> rows =
        inputs.stream()
            .map(
                input -> {
                  JavaRDD<SourceRow> read = input.read(spark);
                  // isEmpty reads the first row, so that a wrong header fails here.
                  if (read.isEmpty()) {
                    throw input.noRows();
                  }
                  return read;
                })
            .toList();
    return rows.size() == 1
        ? rows.get(0)
        : JavaSparkContext.fromSparkContext(spark.sparkContext()).union(rows.get(0), rows.get(1));
  }

  @Override
  public Optional<Map<Split, Long>> counts() {
    Map<Split, Long> counts = new EnumMap<>(Map.of(Split.TRAIN, 0L, Split.TEST, 0L));
    for (TableInput input : inputs) {
      OptionalLong rows = input.count();
      Optional<Double> test = input.rule().testFraction();
      if (rows.isEmpty() || test.isEmpty()) {
        return Optional.empty();
      }
      long ofTest = Math.round(rows.getAsLong() * test.get());
      counts.merge(Split.TEST, ofTest, Long::sum);
      counts.merge(Split.TRAIN, rows.getAsLong() - ofTest, Long::sum);
    }
    return Optional.of(counts);
  }

  @Override
  public OptionalLong bytes(SparkSession spark) {
    return OptionalLong.of(inputs.stream().mapToLong(input -> input.bytes(spark)).sum());
  }
}
