package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;

/** Reads reviews from CSV or TSV with a header. */
final class DelimitedReader implements RowReader {

  /** In characters; no review comes near it, a quote that is not closed does. */
  private static final int LONGEST_FIELD = 10 << 20;

  private final String path;
  private final DelimitedRecords records;
  private final TableSchema schema;
  private final RowMaker maker;
  private Optional<List<String>> header = Optional.empty();
  private int textAt;
  private int labelAt;
  private long row;

  /** Takes the stream over and closes it. */
  DelimitedReader(String path, InputStream in, char delimiter, TableSchema schema, SplitRule rule) {
    this.path = path;
    this.schema = schema;
    records =
        new DelimitedRecords(
            new InputStreamReader(in, Utf8.marking()), delimiter, path, LONGEST_FIELD);
    maker = new RowMaker(schema, rule);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (header.isEmpty()) {
      Optional<DelimitedRecords.Fields> first = records.next();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      header = Optional.of(readHeader(first.get()));
    }
    Optional<DelimitedRecords.Fields> fields = records.next();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    row++;
    return Optional.of(row(fields.get(), header.get()));
  }

  private List<String> readHeader(DelimitedRecords.Fields fields) {
    if (fields.fault().isPresent()) {
      throw new BadDataException("%s: the header %s".formatted(path, fields.fault().get()));
    }
    List<String> names = fields.values().stream().map(String::strip).toList();
    schema.requireColumns(names, path);
    textAt = only(names, schema.text());
    labelAt = only(names, schema.label());
    return names;
  }

  private int only(List<String> names, String name) {
    if (names.indexOf(name) != names.lastIndexOf(name)) {
      throw new BadDataException(
          "%s has two columns '%s', expected one: its columns are %s".formatted(path, name, names));
    }
    return names.indexOf(name);
  }

  private SourceRow row(DelimitedRecords.Fields fields, List<String> names) {
    List<String> values = fields.values();
    if (fields.fault().isPresent()) {
      return new BadRow(path, row, fields.fault().get());
    }
    if (values.size() != names.size()) {
      return new BadRow(
          path,
          row,
          "has %d fields, the header has %d; a field that holds the delimiter needs quotes"
              .formatted(values.size(), names.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      int broken = Utf8.unpairedSurrogate(values.get(i));
      if (broken >= 0) {
        return new BadRow(
            path,
            row,
            "is not UTF-8: column '%s' is broken at character %d; convert the input to UTF-8"
                .formatted(names.get(i), broken + 1));
      }
    }
    return maker.row(path, row, Optional.of(values.get(textAt)), Optional.of(values.get(labelAt)));
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
