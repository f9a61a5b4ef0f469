package io.sparkrnn.data.table;

import io.sparkrnn.data.file.Gzip;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opener of text files of tables (CSV, TSV or JSON Lines). */
public final class TextTables {

  private TextTables() {}

  /**
   * Opens a file of UTF-8 as bytes of text, decompressed and without its byte order mark.
   *
   * @throws BadDataException if the file begins like one that is not UTF-8
   */
  public static InputStream openUtf8(String path, Configuration hadoop) {
    return open(path, StandardCharsets.UTF_8, "convert it to UTF-8", hadoop);
  }

  /**
   * Opens a file of a character set as bytes of text, decompressed and without its byte order mark.
   *
   * @throws BadDataException if the file begins like one that is no text, or of another character
   *     set
   */
  public static InputStream open(String path, Charset charset, Configuration hadoop) {
    return open(path, charset, "set data.csv.encoding = UTF-16", hadoop);
  }

  private static InputStream open(
      String path, Charset charset, String ifUtf16, Configuration hadoop) {
    InputStream raw = InputFiles.open(path, hadoop);
    try {
      return FileHead.textAfterMark(path, decompressed(path, raw, hadoop), charset, ifUtf16);
    } catch (IOException e) {
      throw broken(path, 0, e);
    }
  }

  /** Checks that a file begins as {@link #openUtf8} expects it. */
  public static void requireUtf8(String path, Configuration hadoop) {
    close(path, openUtf8(path, hadoop));
  }

  /** Checks that a file begins as {@link #open} expects it. */
  public static void requireText(String path, Charset charset, Configuration hadoop) {
    close(path, open(path, charset, hadoop));
  }

  private static void close(String path, InputStream in) {
    try {
      in.close();
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
}
