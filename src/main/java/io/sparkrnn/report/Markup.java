package io.sparkrnn.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements, text and attributes that are valid both as HTML and as XML. Nothing gets in
 * unescaped: there is no way to hand it finished markup.
 */
final class Markup {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  Markup text(String text) {
    out.append(Escaping.escape(text));
    return this;
  }

  /** An element with nothing but text. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element without content: one of HTML's void elements or an SVG shape. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>\n");
    return this;
  }

  /** A style element, whose content HTML takes as it is and XML does not. */
  Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet must have neither '<' nor '&'");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without value in <" + tag + ">");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      String value = Escaping.escape(attributes[i + 1]);
      out.append(' ').append(attributes[i]).append("=\"").append(value).append('"');
    }
  }

  /** A coordinate, to a tenth of a pixel. */
  static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The document, all of whose elements must be closed. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements left open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }
}
