package io.sparkrnn.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option by which a verb is asked for a result that programs read. */
public final class OutputOptions {

  @Option(
      names = "--json",
      description = "Print the result as one JSON object, the last line of standard output.")
  private boolean json;

  /** Whether the result is wanted as JSON. */
  public boolean json() {
    return json;
  }

  /** Where lines for people go: standard output, unless that is kept for the JSON object. */
  PrintWriter human(CommandLine verb) {
    return json ? verb.getErr() : verb.getOut();
  }
}
