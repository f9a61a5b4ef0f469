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
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opener of text files of tables (CSV, TSV or JSON Lines). */
public final class TextTables {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private TextTables() {}

  /** Opens a file as bytes of text, decompressed and without its byte order mark. */
  public static InputStream open(String path, Configuration hadoop) {
    InputStream raw = InputFiles.open(path, hadoop);
    try {
      return withoutMark(decompressed(path, raw, hadoop));
    } catch (IOException e) {
      throw broken(path, 0, e);
    }
  }

  /** Returns the content of a file whose ending names a codec of Hadoop. */
  private static InputStream decompressed(String path, InputStream raw, Configuration hadoop)
      throws IOException {
    if (path.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return Gzip.open(path, raw);
    }
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(new Path(path));
    if (codec == null) {
      return raw;
    }
    try {
      return codec.createInputStream(raw);
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      // Some codecs need Hadoop's native library, which Spark does not bring.
      raw.close();
      throw new BadDataException(
          "%s cannot be decompressed here by %s: %s; compress it with gzip or bzip2, or convert it to Parquet"
              .formatted(path, codec.getClass().getSimpleName(), e.getMessage()),
          e);
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
