package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;

/** Reads a CSV or TSV file with a header line; malformed records are returned with a fault. */
final class DelimitedTable implements Closeable {

  /** Maximum length of a field, in characters; only an unclosed quote should reach it. */
  private static final int LONGEST_FIELD = 10 << 20;

  private final String path;
  private final DelimitedRecords records;
  private Optional<List<String>> header = Optional.empty();
  private long row;

  /** Creates a table that owns {@code in} and closes it. */
  DelimitedTable(String path, InputStream in, char delimiter) {
    this.path = path;
    records =
        new DelimitedRecords(
            new InputStreamReader(in, Utf8.marking()), delimiter, path, LONGEST_FIELD);
  }

  /**
   * One record after the header.
   *
   * @param row number of the record, from 1
   * @param fault why the record cannot be used; empty if it has a value for each column
   */
  record Record(long row, List<String> values, Optional<String> fault) {}

  String path() {
    return path;
  }

  /** Number of the record that was read last, from 1; 0 before the first. */
  long row() {
    return row;
  }

  /** Returns the column names, or empty if the file is empty. */
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
   * Returns the index, from 0, of a column that the header contains.
   *
   * @throws BadDataException if the header contains the column twice
   */
  int columnIndex(String name) {
    List<String> names = header.orElseThrow();
    if (names.indexOf(name) != names.lastIndexOf(name)) {
      throw new BadDataException(
          "%s has two columns '%s', expected one: its columns are %s".formatted(path, name, names));
    }
    return names.indexOf(name);
  }

  /** Returns the next record, or empty at the end. {@link #header} must be called first. */
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
            "is not UTF-8: column '%s' is malformed at character %d; convert the input to UTF-8"
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
