package io.sparkrnn.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements, text and attributes that are valid both as HTML and as XML. All text is escaped;
 * there is no method that accepts raw markup.
 */
final class MarkupWriter {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are alternating names and values. */
  MarkupWriter open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  MarkupWriter close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Writes text. */
  MarkupWriter text(String text) {
    out.append(HtmlEscaper.escape(text));
    return this;
  }

  /** Writes an element that contains only text. */
  MarkupWriter element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Writes an element without content: one of HTML's void elements or an SVG shape. */
  MarkupWriter empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>\n");
    return this;
  }

  /**
   * Writes a style element, unescaped.
   *
   * @throws IllegalArgumentException if the style sheet has a character that HTML and XML would
   *     parse differently
   */
  MarkupWriter style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet must have neither '<' nor '&'");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /**
   * Writes a script element, unescaped.
   *
   * @throws IllegalArgumentException if the script has a character that HTML and XML would parse
   *     differently
   */
  MarkupWriter script(String script) {
    if (script.indexOf('<') >= 0 || script.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a script must have neither '<' nor '&'");
    }
    out.append("<script>").append(content(script)).append("</script>\n");
    return this;
  }

  /** Returns what a script element contains, whose hash a content security policy has. */
  static String content(String script) {
    return "\n" + script;
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without value in <" + tag + ">");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      String value = HtmlEscaper.escape(attributes[i + 1]);
      out.append(' ').append(attributes[i]).append("=\"").append(value).append('"');
    }
  }

  /** Formats a coordinate, with one decimal. */
  static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /**
   * Returns the document.
   *
   * @throws IllegalStateException if an element is still open
   */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements left open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }
}
