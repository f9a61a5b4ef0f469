package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import io.sparkrnn.error.Secrets;

/** A file that cannot be read or parsed; becomes one of several problems. */
class UnusableFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;

  private final String place;

  UnusableFileException(String place, String message) {
    super(Secrets.hidden(message));
    this.place = Secrets.hidden(place);
  }

  static UnusableFileException syntax(ConfigException.Parse e) {
    String text = withoutPlace(e);
    // The library's advice fills three lines; this is the part of it that helps.
    String brief = text.replaceFirst(" \\(if you (intended|want) .*", "");
    String advice = brief.equals(text) ? "" : "; text with special characters needs double quotes";
    return new UnusableFileException(e.origin().description(), "syntax error: " + brief + advice);
  }

  static UnusableFileException unresolvable(ConfigException e) {
    return e.origin() == null
        ? new UnusableFileException("the configuration as a whole", e.getMessage())
        : new UnusableFileException(Origins.shown(e.origin()), withoutPlace(e));
  }

  private static String withoutPlace(ConfigException e) {
    String prefix = e.origin().description() + ": ";
    String text =
        e.getMessage().startsWith(prefix)
            ? e.getMessage().substring(prefix.length())
            : e.getMessage();
    // The library quotes whole sections.
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  String place() {
    return place;
  }
}
