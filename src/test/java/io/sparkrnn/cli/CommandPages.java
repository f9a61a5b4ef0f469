package io.sparkrnn.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Pages of the subcommands, as Markdown and as man pages, from the command line's model. */
final class CommandPages {

  /** Options that many subcommands have, which the page in Markdown explains once. */
  private static final List<String> COMMON =
      List.of("--conf", "--set", "--json", "--outcome", "-h", "-V");

  private static final Pattern DEFAULT = Pattern.compile("(?:,)? *\\(default: ([^)]*)\\)");

  private CommandPages() {}

  /** Returns {@code docs/commands.md}. */
  static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Commands

            All subcommands with their options, defaults and examples. This page is generated from the command line's definition;
            `submit/train.sh help SUBCOMMAND` prints the same. A release calls the program `spark-rnn`; in a checkout
            `submit/spark-rnn SUBCOMMAND` runs it on this machine or on `MASTER`, and `submit/cluster.sh` on a cluster.

            | subcommand | purpose |
            | --- | --- |
            """);
    List<CommandSpec> commands =
        Commands.all().stream().map(CommandLine::getCommandSpec).skip(1).toList();
    for (CommandSpec command : commands) {
      page.append(
          "| [`%s`](#%s) | %s |%n"
              .formatted(name(command), name(command).replace(' ', '-'), cell(summary(command))));
    }
    page.append("\n## Common options\n\nMost subcommands have these options.\n\n");
    page.append("| option | default | meaning |\n| --- | --- | --- |\n");
    CommandSpec train =
        commands.stream().filter(one -> one.name().equals("train")).findFirst().orElseThrow();
    train.options().stream().filter(CommandPages::isCommon).forEach(one -> page.append(row(one)));
    page.append("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
    exitCodes(train)
        .forEach((code, meaning) -> page.append("| %s | %s |%n".formatted(code, meaning)));
    commands.forEach(command -> page.append(section(command)));
    return page.toString();
  }

  private static String section(CommandSpec command) {
    StringBuilder section = new StringBuilder("\n## %s%n%n".formatted(name(command)));
    section.append(paragraphs(command).collect(Collectors.joining("\n\n"))).append("\n\n");
    section.append("```text\n").append(synopsis(command)).append("\n```\n");
    List<ArgSpec> own =
        Stream.concat(
                command.positionalParameters().stream().map(ArgSpec.class::cast),
                command.options().stream().filter(option -> !isCommon(option)))
            .filter(argument -> !argument.hidden())
            .toList();
    if (!own.isEmpty()) {
      section.append("\n| option | default | meaning |\n| --- | --- | --- |\n");
      own.forEach(argument -> section.append(row(argument)));
    }
    if (command.usageMessage().footer().length > 0) {
      section.append("\nExamples:\n\n```text\n").append(examples(command)).append("\n```\n");
    }
    return section.toString();
  }

  private static String row(ArgSpec argument) {
    String text = meaning(argument);
    Matcher inText = DEFAULT.matcher(text);
    String value = argument.required() ? "required" : "";
    if (inText.find()) {
      value = inText.group(1);
      text = inText.replaceFirst("");
    }
    return "| `%s` | %s | %s |%n".formatted(cell(label(argument)), cell(value), cell(text));
  }

  /** Returns a man page in the macros of {@code man(7)}. */
  static String man(CommandSpec command) {
    StringBuilder page = new StringBuilder(".\\\" Generated from the command line's definition.\n");
    page.append(
        ".TH \"%s\" 1 \"\" \"Spark RNN\" \"Spark RNN manual\"%n".formatted(roff(manName(command))));
    page.append(".nh\n.ad l\n.SH NAME\n");
    page.append("%s \\- %s%n".formatted(roff(manName(command)), roff(phrase(summary(command)))));
    page.append(".SH SYNOPSIS\n").append(roff(synopsis(command))).append('\n');
    page.append(".SH DESCRIPTION\n");
    page.append(paragraphs(command).map(CommandPages::roff).collect(Collectors.joining("\n.PP\n")));
    page.append("\n.SH OPTIONS\n");
    Stream.concat(command.positionalParameters().stream(), command.options().stream())
        .filter(argument -> !argument.hidden())
        .forEach(
            argument ->
                page.append(
                    ".TP\n\\fB%s\\fR\n%s\n"
                        .formatted(roff(label(argument)), roff(meaning(argument)))));
    if (!command.subcommands().isEmpty()) {
      page.append(".SH COMMANDS\n");
      command.subcommands().values().stream()
          .map(CommandLine::getCommandSpec)
          .forEach(
              one ->
                  page.append(
                      ".TP\n\\fB%s\\fR(1)\n%s\n"
                          .formatted(roff(manName(one)), roff(summary(one)))));
    }
    page.append(".SH \"EXIT STATUS\"\n");
    exitCodes(command)
        .forEach((code, meaning) -> page.append(".TP\n%s\n%s\n".formatted(code, roff(meaning))));
    if (command.usageMessage().footer().length > 0) {
      page.append(".SH EXAMPLES\n.nf\n").append(roff(examples(command))).append("\n.fi\n");
    }
    page.append(".SH \"SEE ALSO\"\n").append(roff(seeAlso(command))).append('\n');
    return page.toString();
  }

  /** Returns the name of a man page, such as {@code spark-rnn-models-list}. */
  static String manName(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private static String seeAlso(CommandSpec command) {
    return command.parent() == null ? "spark-submit(1)" : manName(command.parent()) + "(1)";
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName(" ").replaceFirst("^spark-rnn ?", "");
  }

  /** The first sentence, as a list of subcommands has it. */
  private static String summary(CommandSpec command) {
    return Stream.concat(Arrays.stream(command.usageMessage().header()), paragraphs(command))
        .flatMap(String::lines)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static String phrase(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
        + sentence.substring(1).replaceFirst("\\.$", "");
  }

  private static Stream<String> paragraphs(CommandSpec command) {
    String text = help(command).description().replaceAll("(?m) +$", "").strip();
    return Arrays.stream(text.split("\\R\\s*\\R"));
  }

  private static String synopsis(CommandSpec command) {
    return help(command).synopsis(0).strip();
  }

  private static String examples(CommandSpec command) {
    return Arrays.stream(command.usageMessage().footer())
        .map(line -> line.startsWith("  ") ? line.substring(2) : line)
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> exitCodes(CommandSpec command) {
    return command.usageMessage().exitCodeList().entrySet().stream()
        .collect(
            Collectors.toMap(
                one -> one.getKey().strip(),
                Map.Entry::getValue,
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private static boolean isCommon(OptionSpec option) {
    return COMMON.contains(option.names()[0]);
  }

  private static String label(ArgSpec argument) {
    Optional<String> parameter =
        argument.arity().max() == 0 ? Optional.empty() : Optional.of(argument.paramLabel());
    if (argument instanceof PositionalParamSpec) {
      return argument.paramLabel() + (argument.arity().isVariable() ? "..." : "");
    }
    return String.join(", ", ((OptionSpec) argument).names())
        + parameter.map(label -> " " + label + list(argument)).orElse("");
  }

  private static String list(ArgSpec argument) {
    return argument.splitRegex().isEmpty() ? "" : "[,...]";
  }

  private static String meaning(ArgSpec argument) {
    return String.join(" ", argument.description()).formatted().strip();
  }

  private static Help help(CommandSpec command) {
    return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** Escapes a text for troff: nothing in it is a macro or an escape, and hyphens can be copied. */
  private static String roff(String text) {
    return text.lines()
        .map(line -> line.replace("\\", "\\e").replace("-", "\\-"))
        .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
        .collect(Collectors.joining("\n"));
  }
}
