package io.sparkrnn.report;

/**
 * Escapes text for use between tags and in quoted attributes of HTML and XML; {@link MarkupWriter}
 * applies it to all text that it writes.
 */
final class HtmlEscaper {

  private static final int REPLACEMENT = 0xFFFD;

  private HtmlEscaper() {}

  /**
   * Returns the text with markup characters as character references, and with every code point that
   * XML 1.0 or HTML forbids (controls other than tab and line ends, lone surrogates, noncharacters)
   * replaced by U+FFFD.
   */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(out, codePoint));
    return out.toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(allowed(codePoint) ? codePoint : REPLACEMENT);
    }
  }

  private static boolean allowed(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return true;
    }
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    boolean noncharacter =
        (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    return !Character.isISOControl(codePoint) && !surrogate && !noncharacter;
  }
}
