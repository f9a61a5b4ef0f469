package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import io.sparkrnn.error.MessageText;
import io.sparkrnn.error.SecretRedaction;

/**
 * Thrown for a configuration file that cannot be read or parsed; becomes one of {@link Problems}.
 */
final class UnusableFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;
  private static final String MISSING = "no such file";

  private final String location;

  UnusableFileException(String location, String message) {
    super(SecretRedaction.hidden(message));
    this.location = SecretRedaction.hidden(location);
  }

  static UnusableFileException missing(String location) {
    return new UnusableFileException(location, MISSING);
  }

  static UnusableFileException syntax(ConfigException.Parse e) {
    String text = withoutLocation(e);
    // The library appends three lines of advice; the short text below replaces them.
    String brief = text.replaceFirst(" \\(if you (intended|want) .*", "");
    String advice = brief.equals(text) ? "" : "; text with special characters needs double quotes";
    return new UnusableFileException(e.origin().description(), "syntax error: " + brief + advice);
  }

  static UnusableFileException unresolvable(ConfigException e) {
    return e.origin() == null
        ? new UnusableFileException("the configuration as a whole", e.getMessage())
        : new UnusableFileException(Origins.shown(e.origin()), withoutLocation(e));
  }

  private static String withoutLocation(ConfigException e) {
    String prefix = e.origin().description() + ": ";
    String text =
        e.getMessage().startsWith(prefix)
            ? e.getMessage().substring(prefix.length())
            : e.getMessage();
    // The library's message may quote whole sections.
    return MessageText.shortened(text, LONGEST);
  }

  /** Whether the file does not exist. */
  boolean isMissing() {
    return MISSING.equals(getMessage());
  }

  String location() {
    return location;
  }
}
