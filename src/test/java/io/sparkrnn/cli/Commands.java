package io.sparkrnn.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command line's model, for tests of what is written about it. */
public final class Commands {

  /** Subcommands of picocli itself, whose help is its own. */
  static final List<String> OF_PICOCLI = List.of("generate-completion", "help");

  private Commands() {}

  /** Returns the program, with all subcommands. */
  public static CommandLine root() {
    return Main.commandLine(ShutdownHook.none());
  }

  /** Returns the program and all subcommands, each after the one that it belongs to. */
  public static List<CommandLine> all() {
    List<CommandLine> all = new ArrayList<>();
    add(root(), all);
    return all;
  }

  private static void add(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(subcommand -> add(subcommand, all));
  }
}
