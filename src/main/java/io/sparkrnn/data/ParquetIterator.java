package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;

/** Turns Spark's rows, whose last two columns are file and index, into rows of a source. */
final class ParquetIterator implements Iterator<SourceRow> {

  private final Iterator<Row> rows;
  private final String where;
  private final int fileAt;
  private final Maker maker;
  private String encodedPath = "";
  private String path = "";

  /** Makes a row of a source of one of Spark's. */
  @FunctionalInterface
  interface Maker {
    SourceRow row(Row row, String origin, long number);
  }

  /**
   * An iterator.
   *
   * @param where what messages call the table
   * @param fileAt the column of the file; that of the index follows it
   */
  ParquetIterator(Iterator<Row> rows, String where, int fileAt, Maker maker) {
    this.rows = rows;
    this.where = where;
    this.fileAt = fileAt;
    this.maker = maker;
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
    return maker.row(row, origin(row.getString(fileAt)), row.getLong(fileAt + 1) + 1);
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
