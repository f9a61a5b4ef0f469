package io.sparkrnn.data.review;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Source of the embedded sample of reviews, which the jar contains. */
final class SampleReviewSource implements ReviewSource {

  private static final TableSchema SCHEMA =
      new TableSchema(
          "text",
          "label",
          new LabelMapping(List.of("pos"), List.of("neg")),
          ReviewSettings.Unlabeled.IGNORE);

  /** Rows travel within their tasks, of which Spark warns from 1,000 KiB on; these take 500. */
  private static final int ROWS_PER_SLICE = 3_000;

  @Override
  public String description() {
    return "embedded sample";
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("sample");
    for (Split split : Split.values()) {
      fingerprint.with(bytes(split));
    }
    return fingerprint.text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<SourceRow> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      RowReader reader =
          new JsonLinesReviewReader(
              name(split),
              new ByteArrayInputStream(bytes(split)),
              Map.of(),
              SCHEMA,
              new SplitRule.Whole(split));
      RowIterator.of(reader).forEachRemaining(rows::add);
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.max(context.defaultParallelism(), rows.size() / ROWS_PER_SLICE);
    return context.parallelize(rows, slices);
  }

  private static String name(Split split) {
    return "sample/" + split.name().toLowerCase(Locale.ROOT) + ".jsonl";
  }

  /** Returns the embedded file of a split, as {@link SampleReviewGenerator} wrote it. */
  static byte[] bytes(Split split) {
    try (InputStream in = SampleReviewSource.class.getResourceAsStream("/" + name(split))) {
      if (in == null) {
        throw new IllegalStateException(name(split) + " is not on the class path: rebuild the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
