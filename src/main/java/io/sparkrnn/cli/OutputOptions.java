package io.sparkrnn.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The {@code --json} option of the subcommands. */
public final class OutputOptions {

  @Option(
      names = "--json",
      description = "Print the result as one JSON object, the last line of standard output.")
  private boolean json;

  /** Whether the result is requested as JSON. */
  public boolean json() {
    return json;
  }

  /** Returns the writer for people: standard output, or standard error with {@code --json}. */
  PrintWriter human(CommandLine verb) {
    return json ? verb.getErr() : verb.getOut();
  }
}
