package io.sparkrnn.data.table;

import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;

/**
 * Rows of a partition; a failure to read them is one of the data. Without it, Spark's own exception
 * would end the job as a failure of Spark, with stack traces in the log.
 */
public final class CheckedRows implements Iterator<Row> {

  private final Iterator<Row> rows;
  private final String where;

  /**
   * Creates the rows.
   *
   * @param where where they are from, for messages
   */
  public CheckedRows(Iterator<Row> rows, String where) {
    this.rows = rows;
    this.where = where;
  }

  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (TaskKilledException e) {
      throw e;
    } catch (Exception e) {
      // Scala code throws checked exceptions without declaring them.
      throw new BadDataException(
          "%s cannot be read to its end (%s): a file is damaged, or its columns differ in type"
              .formatted(where, InputFiles.reason(e).replaceFirst("[.]? Details:$", "")),
          e);
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no row after the last one");
    }
    return rows.next();
  }
}
