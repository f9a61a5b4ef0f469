package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;

/** CSV or TSV with a header, record by record; what is wrong with a record is told with it. */
final class DelimitedTable implements Closeable {

  /** In characters; no cell comes near it, a quote that is not closed does. */
  private static final int LONGEST_FIELD = 10 << 20;

  private final String path;
  private final DelimitedRecords records;
  private Optional<List<String>> header = Optional.empty();
  private long row;

  /** Takes the stream over and closes it. */
  DelimitedTable(String path, InputStream in, char delimiter) {
    this.path = path;
    records =
        new DelimitedRecords(
            new InputStreamReader(in, Utf8.marking()), delimiter, path, LONGEST_FIELD);
  }

  /**
   * A record after the header.
   *
   * @param row from 1
   * @param fault why it cannot be used; empty: it has a value for each column
   */
  record Record(long row, List<String> values, Optional<String> fault) {}

  String path() {
    return path;
  }

  /** The number of the last record that was read. */
  long row() {
    return row;
  }

  /** The names of the columns; empty if the file is. */
  Optional<List<String>> header() throws IOException {
    if (header.isEmpty()) {
      header = records.next().map(this::names);
    }
    return header;
  }

  private List<String> names(DelimitedRecords.Fields fields) {
    if (fields.fault().isPresent()) {
      throw new BadDataException("%s: the header %s".formatted(path, fields.fault().get()));
    }
    return fields.values().stream().map(String::strip).toList();
  }

  /**
   * Where a column is that the header has.
   *
   * @throws BadDataException if it has it twice
   */
  int only(String name) {
    List<String> names = header.orElseThrow();
    if (names.indexOf(name) != names.lastIndexOf(name)) {
      throw new BadDataException(
          "%s has two columns '%s', expected one: its columns are %s".formatted(path, name, names));
    }
    return names.indexOf(name);
  }

  /** The next record; empty at the end. The header was asked for before. */
  Optional<Record> next() throws IOException {
    Optional<DelimitedRecords.Fields> fields = records.next();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    row++;
    return fields.map(
        found -> new Record(row, found.values(), found.fault().or(() -> fault(found.values()))));
  }

  private Optional<String> fault(List<String> values) {
    List<String> names = header.orElseThrow();
    if (values.size() != names.size()) {
      return Optional.of(
          "has %d fields, the header has %d; a field that holds the delimiter needs quotes"
              .formatted(values.size(), names.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      int broken = Utf8.unpairedSurrogate(values.get(i));
      if (broken >= 0) {
        return Optional.of(
            "is not UTF-8: column '%s' is broken at character %d; convert the input to UTF-8"
                .formatted(names.get(i), broken + 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
