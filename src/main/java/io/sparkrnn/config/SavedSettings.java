package io.sparkrnn.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the settings of a saved configuration without checking them, for display. */
public final class SavedSettings {

  private static final String ASSIGNMENT = " = ";

  private SavedSettings() {}

  /**
   * Returns the settings in the text of {@link ResolvedConfig#render}, in its order. Lines that are
   * not assignments are skipped, so that files of other versions can be read; nothing is included
   * or resolved, so that any file may be read.
   *
   * @return the values by key, texts without their quotation marks
   */
  public static Map<String, String> parse(String rendered) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : rendered.lines().toList()) {
      int at = line.indexOf(ASSIGNMENT);
      if (at > 0 && !line.startsWith("#")) {
        settings.put(
            line.substring(0, at).strip(), unquoted(line.substring(at + ASSIGNMENT.length())));
      }
    }
    return Collections.unmodifiableMap(settings);
  }

  /** Returns a text without its quotation marks; one with escapes is shown as it is. */
  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted && text.indexOf('\\') < 0 ? text.substring(1, text.length() - 1) : text;
  }
}
