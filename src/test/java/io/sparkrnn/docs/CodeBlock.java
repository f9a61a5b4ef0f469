package io.sparkrnn.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fenced block of a page.
 *
 * @param line number of the opening fence, from 1
 * @param language word behind the fence; empty if there is none
 * @param lines what is between the fences
 * @param notRun reason of a comment before the block why it is not run
 */
record CodeBlock(int line, String language, List<String> lines, Optional<String> notRun) {

  /** Line of a block that stands for any lines, and text that stands for any text. */
  static final String ANYTHING = "…";

  private static final String PROMPT = "$ ";

  CodeBlock {
    lines = List.copyOf(lines);
  }

  /** A command, with the output that the page shows; null if it shows none. */
  record Command(int line, String text, List<String> output) {

    /** Whether the output is compared. */
    boolean hasOutput() {
      return output != null;
    }
  }

  /** Whether the block has commands. */
  boolean hasCommands() {
    return language.equals("sh") || language.equals("console");
  }

  /** Whether the block is run. */
  boolean isRun() {
    return hasCommands() && notRun.isEmpty();
  }

  /** Returns the commands: of a {@code sh} block all lines together, else each with its output. */
  List<Command> commands() {
    if (language.equals("sh")) {
      return List.of(new Command(line + 1, String.join("\n", lines), null));
    }
    List<Command> commands = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int start = at;
      if (!lines.get(at).startsWith(PROMPT)) {
        throw new IllegalArgumentException(
            "line %d: a console block begins with '$ '".formatted(line + 1 + at));
      }
      StringBuilder text = new StringBuilder(lines.get(at++).substring(PROMPT.length()));
      while (at < lines.size()
          && (text.toString().endsWith("\\") || lines.get(at).startsWith("> "))) {
        text.append('\n').append(lines.get(at++).replaceFirst("^> ?", ""));
      }
      List<String> output = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
        output.add(lines.get(at++));
      }
      commands.add(new Command(line + 1 + start, text.toString(), output));
    }
    return commands;
  }
}
