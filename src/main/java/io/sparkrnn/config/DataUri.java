package io.sparkrnn.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Configuration file that travels as a {@code data:} URI (RFC 2397), because the driver is on
 * another machine than the file: {@code data:application/hocon;name=cluster.conf;base64,...}.
 *
 * @param name name of the file, for messages
 */
record DataUri(String name, String text) {

  private static final Pattern FORM =
      Pattern.compile("data:application/hocon;name=([^;,]+);base64,([A-Za-z0-9+/=]*)");

  /**
   * Parses a URI; empty if the text is none.
   *
   * @throws UnusableFileException if it is a {@code data:} URI of another form
   */
  static Optional<DataUri> parse(String file) {
    if (!file.startsWith("data:")) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(file);
    try {
      if (parts.matches()) {
        byte[] text = Base64.getDecoder().decode(parts.group(2));
        return Optional.of(new DataUri(parts.group(1), new String(text, StandardCharsets.UTF_8)));
      }
    } catch (IllegalArgumentException e) {
      throw malformed(file);
    }
    throw malformed(file);
  }

  private static UnusableFileException malformed(String file) {
    return new UnusableFileException(
        file.replaceFirst(",.*", ",..."),
        "is no configuration, expected data:application/hocon;name=NAME;base64,TEXT");
  }
}
