package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;

/**
 * Dialect of CSV files ({@code data.csv.*}).
 *
 * @param delimiter character between fields; {@link #NONE}: a comma, or a tab for TSV
 * @param quote character around fields that contain delimiters or line breaks; {@link #NONE}: none
 * @param escape character before a quote within quotes, beside the doubled quote; {@link #NONE}:
 *     none
 * @param header whether the first line holds the names of the columns; else they are _c0, _c1, ...
 * @param encoding name of the character set
 */
public record CsvDialect(char delimiter, char quote, char escape, boolean header, String encoding)
    implements Serializable {

  /** Absence of a character. */
  public static final char NONE = '\0';

  /** RFC 4180 with a header line, in UTF-8. */
  public static final CsvDialect RFC_4180 = new CsvDialect(NONE, '"', NONE, true, "UTF-8");

  public CsvDialect {
    requireNonNull(encoding, "encoding is null");
  }

  static CsvDialect read(SettingsReader read) {
    CsvDialect dialect =
        new CsvDialect(
            read.character("data.csv.delimiter"),
            read.character("data.csv.quote"),
            read.character("data.csv.escape"),
            read.flag("data.csv.header"),
            read.optionalText(
                    "data.csv.encoding",
                    "the name of a character set, such as UTF-8 or ISO-8859-1",
                    CsvDialect::isCharset)
                .orElse(RFC_4180.encoding));
    if (dialect.delimiter != NONE
        && dialect.delimiter == dialect.quote
        && read.valid("data.csv.delimiter", "data.csv.quote")) {
      read.reject("data.csv.quote", "is the delimiter too, expected another character or \"\"");
    }
    return dialect;
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  /** Character set of the files. */
  public Charset charset() {
    return Charset.forName(encoding);
  }
}
