package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Opens a text file of a table (CSV, TSV or JSON Lines): decompresses it, removes its byte order
 * mark and selects its reader.
 */
final class TextTables {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private TextTables() {}

  /** Opens a file with the reader for its kind, one of CSV, TSV and JSONL. */
  static RowReader open(
      SourceKind kind, String path, TableSchema schema, SplitRule rule, Configuration hadoop) {
    try {
      InputStream in = stream(path, hadoop);
      return switch (kind) {
        case CSV -> new DelimitedReader(path, in, ',', new ReviewParser(schema, rule));
        case TSV -> new DelimitedReader(path, in, '\t', new ReviewParser(schema, rule));
        case JSONL -> new JsonLinesReviewReader(path, in, schema, rule);
        default -> throw new IllegalArgumentException(kind + " is not a table of text");
      };
    } catch (IOException e) {
      throw broken(path, 0, e);
    }
  }

  /** Opens a file as bytes of text, decompressed and without its byte order mark. */
  static InputStream stream(String path, Configuration hadoop) throws IOException {
    InputStream raw = InputFiles.open(path, hadoop);
    return withoutMark(path.toLowerCase(Locale.ROOT).endsWith(".gz") ? Gzip.open(path, raw) : raw);
  }

  /**
   * Returns the exception for a file that cannot be read to its end.
   *
   * @param rows number of rows that were read before the failure
   */
  static BadDataException broken(String path, long rows, IOException cause) {
    return new BadDataException(
        "%s cannot be read to its end (%s): %d rows were read; it is damaged or incomplete"
            .formatted(path, InputFiles.reason(cause), rows),
        cause);
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
    byte[] head = stream.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(head, BYTE_ORDER_MARK)) {
      stream.unread(head);
    }
    return stream;
  }
}
