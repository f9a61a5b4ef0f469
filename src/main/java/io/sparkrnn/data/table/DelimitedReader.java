package io.sparkrnn.data.table;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Reads the rows of a CSV or TSV file, with its partition columns. */
public final class DelimitedReader implements RowReader {

  /** Maximum length of a field, in characters; only an unclosed quote should reach it. */
  private static final int LONGEST_FIELD = 10 << 20;

  private final String path;
  private final DelimitedRecords records;
  private final char delimiter;
  private final CsvDialect dialect;
  private final Map<String, Optional<String>> partition;
  private final CellParser parser;
  private Optional<DelimitedRecords.Fields> ahead = Optional.empty();
  private List<String> header = List.of();
  private List<Integer> indexes = List.of();
  private long row;

  /**
   * Opens a file of the kind CSV or TSV.
   *
   * @param root the table's folder, or the file itself
   */
  public static RowReader open(
      SourceKind kind,
      String root,
      String path,
      CsvDialect dialect,
      CellParser parser,
      Configuration hadoop) {
    char usual = kind == SourceKind.TSV ? '\t' : ',';
    return new DelimitedReader(
        path,
        TextTables.open(path, dialect.charset(), hadoop),
        dialect.delimiter() == CsvDialect.NONE ? usual : dialect.delimiter(),
        dialect,
        PartitionPath.values(root, path),
        parser);
  }

  /** Creates a reader that owns {@code in} and closes it. */
  public DelimitedReader(
      String path,
      InputStream in,
      char delimiter,
      CsvDialect dialect,
      Map<String, Optional<String>> partition,
      CellParser parser) {
    this.path = path;
    this.delimiter = delimiter;
    this.dialect = dialect;
    this.partition = partition;
    this.parser = parser;
    records =
        new DelimitedRecords(
            new InputStreamReader(in, Utf8.marking(dialect.charset())),
            delimiter,
            dialect,
            path,
            LONGEST_FIELD);
  }

  /** Parser of the cells of some columns. */
  public interface CellParser {

    /** Names of the columns whose cells are parsed; at least one. */
    List<String> columns();

    /**
     * Checks that a table has these columns.
     *
     * @param found names of the columns of the table
     * @param where the path of the table, for messages
     * @throws BadDataException if a column is missing
     */
    void requireColumns(List<String> found, String where);

    /**
     * Parses a row.
     *
     * @param cells in the order of {@link #columns}; empty: missing or null
     */
    SourceRow row(String origin, long row, List<Optional<String>> cells);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (header.isEmpty()) {
      Optional<DelimitedRecords.Fields> first = records.next();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      begin(first.get());
    }
    Optional<DelimitedRecords.Fields> fields = ahead.isPresent() ? ahead : records.next();
    ahead = Optional.empty();
    return fields.map(this::row);
  }

  private void begin(DelimitedRecords.Fields first) {
    if (dialect.header()) {
      header = names(first);
    } else {
      header = IntStream.range(0, first.values().size()).mapToObj(i -> "_c" + i).toList();
      ahead = Optional.of(first);
    }
    List<String> columns = new ArrayList<>(header);
    partition.keySet().stream().filter(name -> !header.contains(name)).forEach(columns::add);
    try {
      parser.requireColumns(columns, path);
    } catch (BadDataException e) {
      throw hint().map(hint -> new BadDataException(e.getMessage() + hint, e)).orElse(e);
    }
    indexes = parser.columns().stream().map(this::index).toList();
  }

  /** Returns advice if the first line looks as if other settings would fit. */
  private Optional<String> hint() {
    if (header.size() > 1) {
      return Optional.empty();
    }
    return Stream.of(",", ";", "\t", "|")
        .filter(other -> other.charAt(0) != delimiter && header.get(0).contains(other))
        .findFirst()
        .map(
            other ->
                "; its first line holds %s: if it separates the columns, set data.csv.delimiter = \"%s\""
                    .formatted(
                        other.equals("\t") ? "tabs" : "'" + other + "'",
                        other.equals("\t") ? "\\t" : other));
  }

  private List<String> names(DelimitedRecords.Fields fields) {
    if (fields.fault().isPresent()) {
      throw new BadDataException("%s: the header %s".formatted(path, fields.fault().get()));
    }
    return fields.values().stream().map(String::strip).toList();
  }

  private int index(String name) {
    if (header.indexOf(name) != header.lastIndexOf(name)) {
      throw new BadDataException(
          "%s has two columns '%s', expected one: its columns are %s"
              .formatted(path, name, header));
    }
    return header.indexOf(name);
  }

  private SourceRow row(DelimitedRecords.Fields fields) {
    row++;
    List<String> values = fields.values();
    Optional<String> fault = fields.fault().or(() -> fault(values));
    return fault.isPresent()
        ? new BadRow(path, row, fault.get())
        : parser.row(
            path,
            row,
            IntStream.range(0, indexes.size()).mapToObj(column -> cell(column, values)).toList());
  }

  private Optional<String> cell(int column, List<String> values) {
    int index = indexes.get(column);
    return index < 0 ? partition.get(parser.columns().get(column)) : Optional.of(values.get(index));
  }

  private Optional<String> fault(List<String> values) {
    if (values.size() != header.size()) {
      return Optional.of(
          "has %d fields, the %s has %d; a field that holds the delimiter needs quotes"
              .formatted(values.size(), dialect.header() ? "header" : "first row", header.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      int broken = Utf8.unpairedSurrogate(values.get(i));
      if (broken >= 0) {
        return Optional.of(
            "is not %s: column '%s' is malformed at character %d; convert the input to UTF-8, or set data.csv.encoding"
                .formatted(dialect.encoding(), header.get(i), broken + 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public BadDataException broken(IOException cause) {
    return TextTables.broken(path, row, cause);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
