package io.sparkrnn.data.table;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;

/** Converts rows of Spark, whose last two columns are file and row index, to source rows. */
public final class ParquetRowIterator implements Iterator<SourceRow> {

  private final Iterator<Row> rows;
  private final String where;
  private final int fileAt;
  private final Maker maker;
  private String encodedPath = "";
  private String path = "";

  /** Converts one row of Spark to a source row. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Converts a row.
     *
     * @param number the number of the row within its origin, from 1
     */
    SourceRow row(Row row, String origin, long number);
  }

  /**
   * Creates an iterator.
   *
   * @param where the path of the table, for messages
   * @param fileAt index of the column with the file; the column with the row index follows it
   */
  public ParquetRowIterator(Iterator<Row> rows, String where, int fileAt, Maker maker) {
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
      // Damaged pages cause a SparkException, which Scala code throws without declaring it.
      throw new BadDataException(
          "%s cannot be read to its end (%s): a file is damaged, or its columns differ in type"
              .formatted(where, InputFiles.reason(e).replaceFirst("[.]? Details:$", "")),
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

  /** Decodes Spark's URI (a space is %20) to the path that directory listings give. */
  private String origin(String encoded) {
    if (!encoded.equals(encodedPath)) {
      encodedPath = encoded;
      path = new Path(URI.create(encoded)).toString();
    }
    return path;
  }
}
