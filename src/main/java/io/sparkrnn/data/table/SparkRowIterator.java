package io.sparkrnn.data.table;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Converts rows of Spark, whose last columns are those of their identity, to source rows. */
final class SparkRowIterator implements Iterator<SourceRow> {

  private final CheckedRows rows;
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
    this.rows = new CheckedRows(rows, where);
    this.identity = identity;
    this.identityAt = identityAt;
    this.parser = parser;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public SourceRow next() {
    Row row = rows.next();
    SourceRow parsed =
        parser.row(row, identity.origin(row, identityAt), identity.number(row, identityAt));
    return parsed instanceof BadRow bad ? identity.named(bad, row, identityAt) : parsed;
  }
}
