package io.sparkrnn.data.table;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.Row;

/** Converts rows of Spark, whose last columns are those of their identity, to source rows. */
final class SparkRowIterator implements Iterator<SourceRow> {

  private final Iterator<Row> rows;
  private final String where;
  private final RowIdentity identity;
  private final int identityAt;
  private final SparkTable.RowParser parser;

  /**
   * An iterator.
   *
   * @param where name of the table, for messages
   * @param identityAt index of the first column of the identity
   */
  SparkRowIterator(
      Iterator<Row> rows,
      String where,
      RowIdentity identity,
      int identityAt,
      SparkTable.RowParser parser) {
    this.rows = rows;
    this.where = where;
    this.identity = identity;
    this.identityAt = identityAt;
    this.parser = parser;
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
    SourceRow parsed =
        parser.row(row, identity.origin(row, identityAt), identity.number(row, identityAt));
    return parsed instanceof BadRow bad ? identity.named(bad, row, identityAt) : parsed;
  }
}
