package io.sparkrnn.data.table;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads the rows of a CSV or TSV file with a header line. */
public final class DelimitedReader implements RowReader {

  /** Maximum length of a field, in characters; only an unclosed quote should reach it. */
  private static final int LONGEST_FIELD = 10 << 20;

  private final String path;
  private final DelimitedRecords records;
  private final CellParser parser;
  private List<String> header = List.of();
  private List<Integer> indexes = List.of();
  private long row;

  /** Opens a file of the kind CSV or TSV. */
  public static RowReader open(
      SourceKind kind, String path, CellParser parser, Configuration hadoop) {
    char delimiter = kind == SourceKind.TSV ? '\t' : ',';
    return new DelimitedReader(path, TextTables.open(path, hadoop), delimiter, parser);
  }

  /** Creates a reader that owns {@code in} and closes it. */
  public DelimitedReader(String path, InputStream in, char delimiter, CellParser parser) {
    this.path = path;
    this.parser = parser;
    records =
        new DelimitedRecords(
            new InputStreamReader(in, Utf8.marking()), delimiter, path, LONGEST_FIELD);
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
      header = names(first.get());
      parser.requireColumns(header, path);
      indexes = parser.columns().stream().map(this::index).toList();
    }
    return records.next().map(this::row);
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
            path, row, indexes.stream().map(index -> Optional.of(values.get(index))).toList());
  }

  private Optional<String> fault(List<String> values) {
    if (values.size() != header.size()) {
      return Optional.of(
          "has %d fields, the header has %d; a field that holds the delimiter needs quotes"
              .formatted(values.size(), header.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      int broken = Utf8.unpairedSurrogate(values.get(i));
      if (broken >= 0) {
        return Optional.of(
            "is not UTF-8: column '%s' is malformed at character %d; convert the input to UTF-8"
                .formatted(header.get(i), broken + 1));
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
