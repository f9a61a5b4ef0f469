package io.sparkrnn.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simple commands of a shell script, in words; enough of the shell's grammar for examples. */
final class ShellWords {

  private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-? *['\"]?(\\w+)['\"]?");

  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word;

  private ShellWords() {}

  /** Returns the words of each command; pipes, lists and substitutions give commands too. */
  static List<List<String>> commands(String script) {
    ShellWords reader = new ShellWords();
    reader.read(withoutHereDocuments(script.replace("\\\n", " ")));
    return reader.commands;
  }

  private static String withoutHereDocuments(String script) {
    StringBuilder rest = new StringBuilder();
    String end = null;
    for (String line : script.lines().toList()) {
      if (end != null) {
        end = line.strip().equals(end) ? null : end;
        continue;
      }
      rest.append(line).append('\n');
      Matcher start = HERE_DOCUMENT.matcher(line);
      if (start.find()) {
        end = start.group(1);
      }
    }
    return rest.toString();
  }

  private void read(String script) {
    char quote = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          add(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (c == '#' && word == null) {
        while (i + 1 < script.length() && script.charAt(i + 1) != '\n') {
          i++;
        }
      } else if (c == '\\' && i + 1 < script.length()) {
        add(script.charAt(++i));
      } else if (c == ' ' || c == '\t') {
        endWord();
      } else if ("\n;|&()".indexOf(c) >= 0 || ("{}".indexOf(c) >= 0 && word == null)) {
        endCommand();
      } else {
        add(c);
      }
    }
    endCommand();
  }

  private void add(char c) {
    word = word == null ? new StringBuilder() : word;
    word.append(c);
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
      words = new ArrayList<>();
    }
  }
}
