package io.sparkrnn.data.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.error.MessageText;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Identity of the rows of a DataFrame, which does not depend on its partitioning: an origin and a
 * number, by which rows are ordered and bad rows are named. They are, in this order, the key
 * columns that the user names; the file and the row within it, where the format knows them; or a
 * hash of the cells. Rows of equal hash have equal cells, so that their order does not matter.
 */
final class RowIdentity implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Maximum number of characters of a row that messages quote. */
  private static final int SHOWN = 40;

  /** What identifies a row. */
  private enum Kind {
    KEYS,
    POSITION,
    CONTENT
  }

  private final Kind kind;
  private final String table;
  private final List<String> keys;
  private final boolean numeric;
  private final transient List<Column> columns;

  private RowIdentity(
      Kind kind, String table, List<String> keys, boolean numeric, List<Column> columns) {
    this.kind = kind;
    this.table = table;
    this.keys = new ArrayList<>(keys);
    this.numeric = numeric;
    this.columns = columns;
  }

  /**
   * Chooses the identity of the rows of a table.
   *
   * @param table name of the table, for messages
   * @param keys key columns, all of which the rows have; may be empty
   * @param read columns that are read
   */
  static RowIdentity of(Dataset<Row> rows, String table, List<String> keys, List<Column> read) {
    Column content = xxhash64(read.toArray(Column[]::new)).bitwiseAND(Long.MAX_VALUE);
    if (!keys.isEmpty()) {
      List<Column> columns = new ArrayList<>();
      for (String key : keys) {
        Column column = ParquetFiles.column(key);
        // A cast to string would depend on the session's time zone.
        columns.add(
            (type(rows, key) instanceof TimestampType ? column.cast("decimal(20,6)") : column)
                .cast("string"));
      }
      columns.add(content);
      boolean numeric = keys.size() == 1 && isWhole(type(rows, keys.get(0)));
      return new RowIdentity(Kind.KEYS, table, keys, numeric, columns);
    }
    for (List<String> position :
        List.of(List.of("_metadata.file_path", "_metadata.row_index"), List.of("_file", "_pos"))) {
      if (has(rows, position)) {
        return new RowIdentity(
            Kind.POSITION,
            table,
            List.of(),
            false,
            position.stream().map(RowIdentity::column).toList());
      }
    }
    Column file = has(rows, List.of("_metadata.file_path")) ? col("_metadata.file_path") : lit("");
    return new RowIdentity(Kind.CONTENT, table, List.of(), false, List.of(file, content));
  }

  private static Column column(String name) {
    return col(name);
  }

  private static DataType type(Dataset<Row> rows, String column) {
    return rows.schema().apply(column).dataType();
  }

  private static boolean isWhole(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /** Whether a DataFrame has columns, which may be hidden ones. */
  static boolean has(Dataset<Row> rows, List<String> columns) {
    if (Arrays.stream(rows.schema().fieldNames()).anyMatch(columns::contains)) {
      return false;
    }
    try {
      rows.select(columns.stream().map(RowIdentity::column).toArray(Column[]::new));
      return true;
    } catch (Exception e) {
      // Scala code throws the checked AnalysisException without declaring it.
      return false;
    }
  }

  /** Columns that follow the columns that are read. */
  List<Column> columns() {
    return columns;
  }

  /**
   * Returns the origin of a row; origins are ordered as the rows are.
   *
   * @param at index of the first of {@link #columns}
   */
  String origin(Row row, int at) {
    return switch (kind) {
      case KEYS -> numeric ? ordered(row, at) : keys(row, at);
      case POSITION, CONTENT -> file(row.getString(at));
    };
  }

  /** Returns the number of a row within its origin, from 1. */
  long number(Row row, int at) {
    return switch (kind) {
      case KEYS -> row.getLong(at + keys.size());
      case POSITION -> row.getLong(at + 1) + 1;
      case CONTENT -> row.getLong(at + 1);
    };
  }

  /** Returns a bad row with the name that a person can find it by. */
  BadRow named(BadRow bad, Row row, int at) {
    return switch (kind) {
      case KEYS -> new BadRow(table + ", " + keys(row, at), BadRow.UNNUMBERED, bad.reason());
      case POSITION -> bad;
      case CONTENT ->
          new BadRow(
              file(row.getString(at)),
              BadRow.UNNUMBERED,
              "a row that begins %s (data.key-columns can name rows): %s"
                  .formatted(begin(row), bad.reason()));
    };
  }

  private String keys(Row row, int at) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      shown.add(keys.get(i) + "=" + (row.isNullAt(at + i) ? "null" : row.getString(at + i)));
    }
    return String.join(", ", shown);
  }

  /** Text that is ordered as the numbers are. */
  private static String ordered(Row row, int at) {
    return row.isNullAt(at)
        ? ""
        : "%016x".formatted(Long.parseLong(row.getString(at)) ^ Long.MIN_VALUE);
  }

  /** Decodes Spark's URI (a space is %20) to the path that directory listings give. */
  private String file(String encoded) {
    if (encoded.isEmpty()) {
      return table;
    }
    return encoded.contains("%") ? new Path(URI.create(encoded)).toString() : encoded;
  }

  private static String begin(Row row) {
    Object cell = row.isNullAt(0) ? "" : row.get(0);
    String text =
        cell instanceof byte[] bytes
            ? new String(bytes, 0, Math.min(bytes.length, 4 * SHOWN), StandardCharsets.UTF_8)
            : cell.toString();
    return "'" + MessageText.shortened(text.strip(), SHOWN) + "'";
  }
}
