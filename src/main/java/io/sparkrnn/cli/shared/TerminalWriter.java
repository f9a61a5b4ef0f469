package io.sparkrnn.cli.shared;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writer that breaks long lines between words, so that a terminal does not break them within one.
 * Continuations are indented. A log or a pipe gets lines as they are, which programs can read.
 */
public final class TerminalWriter extends FilterWriter {

  private static final int COLUMNS = 80;
  private static final String INDENT = "  ";

  private final int columns;
  private final StringBuilder line = new StringBuilder();

  TerminalWriter(Writer out, int columns) {
    super(out);
    this.columns = columns;
  }

  /** Returns a writer that breaks lines if standard output is a terminal, else the same writer. */
  public static PrintWriter of(PrintWriter out) {
    return System.console() == null ? out : new PrintWriter(new TerminalWriter(out, width()), true);
  }

  /** Returns the width that the shell exports, at least 80. */
  private static int width() {
    String exported = System.getenv().getOrDefault("COLUMNS", "");
    return exported.matches("[0-9]{2,4}") ? Math.max(COLUMNS, Integer.parseInt(exported)) : COLUMNS;
  }

  @Override
  public void write(int character) throws IOException {
    line.append((char) character);
    if (character == '\n') {
      out.write(broken(line.toString()));
      line.setLength(0);
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(characters[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }

  @Override
  public void flush() throws IOException {
    // What is no whole line yet is a progress bar.
    out.write(line.toString());
    line.setLength(0);
    out.flush();
  }

  private String broken(String whole) {
    if (whole.indexOf('\r') >= 0 || whole.indexOf('\u001b') >= 0) {
      return whole;
    }
    StringBuilder result = new StringBuilder();
    String rest = whole;
    int width = columns;
    while (rest.stripTrailing().length() > width) {
      int end = end(rest, width);
      if (end < 0) {
        break;
      }
      result.append(rest, 0, end).append(System.lineSeparator()).append(INDENT);
      rest = rest.substring(end + 1);
      width = columns - INDENT.length();
    }
    return result.append(rest).toString();
  }

  /** Returns the place of the space at which a line ends; -1 if there is none. */
  private static int end(String text, int width) {
    for (int at = width; at > 0; at--) {
      if (isBreak(text, at)) {
        return at;
      }
    }
    // A word, such as a path, that is longer than a line.
    for (int at = width + 1; at < text.length() - 1; at++) {
      if (isBreak(text, at)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a line may end here: not within indentation, nor between a name and its value. */
  private static boolean isBreak(String text, int at) {
    return text.charAt(at) == ' '
        && text.charAt(at - 1) != ':'
        && !text.substring(0, at).isBlank()
        && !text.startsWith("- ", at + 1);
  }
}
