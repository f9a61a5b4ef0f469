package io.sparkrnn.data;

import java.util.ArrayList;
import java.util.List;

/** Reads readers to their end without Spark. */
final class Readers {

  private Readers() {}

  static List<SourceRow> all(RowReader reader) {
    List<SourceRow> rows = new ArrayList<>();
    RowIterator.of(reader).forEachRemaining(rows::add);
    return rows;
  }
}
