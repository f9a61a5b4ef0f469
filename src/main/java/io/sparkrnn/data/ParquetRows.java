package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;

/** Turns Spark's rows (text bytes, label, file, index) into reviews. */
final class ParquetRows implements Iterator<SourceRow> {

  private final Iterator<Row> rows;
  private final String where;
  private final TableSchema schema;
  private final RowMaker maker;
  private String encodedPath = "";
  private String path = "";

  ParquetRows(Iterator<Row> rows, String where, TableSchema schema, SplitRule rule) {
    this.rows = rows;
    this.where = where;
    this.schema = schema;
    maker = new RowMaker(schema, rule);
  }

  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (TaskKilledException e) {
      throw e;
    } catch (Exception e) {
      // Damaged pages surface here as SparkException, which Scala throws undeclared.
      throw new BadDataException(
          "%s cannot be read to its end (%s): a file is damaged, or its columns differ in type"
              .formatted(where, Inputs.reason(e)),
          e);
    }
  }

  @Override
  public SourceRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no row after the last one");
    }
    Row row = rows.next();
    String origin = origin(row.getString(2));
    long number = row.getLong(3) + 1;
    Optional<String> label = row.isNullAt(1) ? Optional.empty() : Optional.of(row.getString(1));
    if (row.isNullAt(0)) {
      return maker.row(origin, number, Optional.empty(), label);
    }
    Utf8.Decoded text = Utf8.decode(row.<byte[]>getAs(0));
    if (text instanceof Utf8.Broken broken) {
      return new BadRow(origin, number, "column '%s' %s".formatted(schema.text(), broken.reason()));
    }
    return maker.row(origin, number, Optional.of(((Utf8.Text) text).text()), label);
  }

  /** The path as listings give it: Spark hands out a URI, with spaces written as %20. */
  private String origin(String encoded) {
    if (!encoded.equals(encodedPath)) {
      encodedPath = encoded;
      path = new Path(URI.create(encoded)).toString();
    }
    return path;
  }
}
