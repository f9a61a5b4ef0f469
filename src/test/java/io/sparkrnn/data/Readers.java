package io.sparkrnn.data;

import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.RowReader;
import java.util.ArrayList;
import java.util.List;

/** Reads readers to their end without Spark. */
public final class Readers {

  private Readers() {}

  public static List<SourceRow> all(RowReader reader) {
    List<SourceRow> rows = new ArrayList<>();
    RowIterator.of(reader).forEachRemaining(rows::add);
    return rows;
  }
}
