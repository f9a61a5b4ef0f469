package io.sparkrnn.data.table;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.error.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parser that splits delimited text into records according to RFC 4180: fields may be quoted, and
 * quoted fields may contain delimiters, line breaks and doubled quotes. Lines end with LF, CR LF or
 * CR; blank lines are skipped. Other quotes, and an escape character, can be chosen.
 *
 * <p>Implemented here because CSV libraries accept malformed input: with them, an unclosed quote
 * silently swallows the rest of the file. This parser fails and reports the line.
 */
final class DelimitedRecords implements Closeable {

  private static final int END = -1;

  /** What no character is equal to. */
  private static final int NEVER = -2;

  /** Maximum number of fields of a record; more indicate that the input is not a table. */
  private static final int MOST_FIELDS = 10_000;

  /** Maximum total length of the fields of a record, in characters. */
  private static final int LONGEST_RECORD = 64 << 20;

  private final Reader in;
  private final char delimiter;
  private final int quote;
  private final int escape;
  private final String path;
  private final int longestField;
  private final char[] buffer = new char[1 << 16];
  private int filled;
  private int at;
  private long line = 1;
  private long recordLine;
  private long recordLength;

  /**
   * A parser.
   *
   * @param dialect quote and escape character
   */
  DelimitedRecords(Reader in, char delimiter, CsvDialect dialect, String path, int longestField) {
    this.in = in;
    this.delimiter = delimiter;
    this.quote = dialect.quote() == CsvDialect.NONE ? NEVER : dialect.quote();
    this.escape = dialect.escape() == CsvDialect.NONE ? NEVER : dialect.escape();
    this.path = path;
    this.longestField = longestField;
  }

  /**
   * The fields of one record.
   *
   * @param fault why the record is malformed; empty if it is well-formed
   */
  record Fields(List<String> values, Optional<String> fault) {}

  /** Number of the line on which the next record begins, from 1. */
  long line() {
    return line;
  }

  /** Returns the next record that is not blank, or empty at the end. */
  Optional<Fields> next() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      endLine(take());
    }
    if (peek() == END) {
      return Optional.empty();
    }
    recordLine = line;
    recordLength = 0;
    List<String> values = new ArrayList<>();
    Optional<String> fault = Optional.empty();
    while (true) {
      StringBuilder field = new StringBuilder();
      if (peek() == quote) {
        quoted(field);
        if (!atFieldEnd() && fault.isEmpty()) {
          fault =
              Optional.of(
                  "has text after the closing quote of field %d; double a quote inside quotes"
                      .formatted(values.size() + 1));
        }
      }
      while (!atFieldEnd()) {
        append(field, take());
      }
      if (values.size() == MOST_FIELDS) {
        throw new BadDataException(
            ("%s has a row on line %d of more than %d fields; check that the file is a table and"
                    + " uses the expected delimiter")
                .formatted(path, recordLine, MOST_FIELDS));
      }
      values.add(field.toString());
      int end = take();
      if (end != delimiter) {
        endLine(end);
        return Optional.of(new Fields(values, fault));
      }
    }
  }

  private void quoted(StringBuilder field) throws IOException {
    long opened = line;
    take();
    while (true) {
      int next = take();
      if (next == END) {
        throw new BadDataException(
            ("%s has a quote on line %d that is never closed: the rest of the file cannot be split"
                    + " into rows")
                .formatted(path, opened));
      }
      if (next == escape && (peek() == quote || peek() == escape)) {
        next = take();
      } else if (next == quote) {
        if (peek() != quote) {
          return;
        }
        take();
      } else if (next == '\n' || (next == '\r' && peek() != '\n')) {
        line++;
      }
      append(field, next);
    }
  }

  private void append(StringBuilder field, int next) {
    if (field.length() == longestField) {
      throw new BadDataException(
          "%s has a field near line %d that is longer than %d characters: is a quote not closed?"
              .formatted(path, line, longestField));
    }
    recordLength++;
    if (recordLength > LONGEST_RECORD) {
      throw new BadDataException(
          ("%s has a row on line %d that is longer than %d characters; remove the columns that are"
                  + " not needed")
              .formatted(path, recordLine, LONGEST_RECORD));
    }
    field.append((char) next);
  }

  private boolean atFieldEnd() throws IOException {
    int next = peek();
    return next == delimiter || next == '\n' || next == '\r' || next == END;
  }

  private void endLine(int end) throws IOException {
    if (end == '\r' && peek() == '\n') {
      take();
    }
    line++;
  }

  private int peek() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return at == filled ? END : buffer[at];
  }

  private int take() throws IOException {
    int next = peek();
    if (next != END) {
      at++;
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
