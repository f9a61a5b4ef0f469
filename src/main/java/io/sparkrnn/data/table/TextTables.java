package io.sparkrnn.data.table;

import io.sparkrnn.data.file.Gzip;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/** Opener of text files of tables (CSV, TSV or JSON Lines). */
public final class TextTables {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private TextTables() {}

  /** Opens a file as bytes of text, decompressed and without its byte order mark. */
  public static InputStream open(String path, Configuration hadoop) {
    InputStream raw = InputFiles.open(path, hadoop);
    try {
      return withoutMark(
          path.toLowerCase(Locale.ROOT).endsWith(".gz") ? Gzip.open(path, raw) : raw);
    } catch (IOException e) {
      throw broken(path, 0, e);
    }
  }

  /**
   * Returns the exception for a file that cannot be read to its end.
   *
   * @param rows number of rows that were read before the failure
   */
  public static BadDataException broken(String path, long rows, IOException cause) {
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
