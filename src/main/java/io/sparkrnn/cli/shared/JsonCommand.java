package io.sparkrnn.cli.shared;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Base class of the subcommands with {@code --json}: they print their result for people, or as a
 * JSON object, the last line of standard output.
 */
public abstract class JsonCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object, the last line of standard output.")
  private boolean json;

  /** Read by {@link OutcomeFile} from the arguments, since they may be wrong. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = OutcomeFile.OPTION,
      paramLabel = "FILE",
      description =
          "Write the exit code and, with --json, the result to this file too, however "
              + "the command ends; local or any Hadoop URI. The subcommand 'outcome' reads it.")
  private String outcome;

  /** Returns the specification of the subcommand, for error messages about its arguments. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** Whether the result is requested as JSON. */
  public final boolean json() {
    return json;
  }

  /** Returns the writer for people: standard output, or standard error with {@code --json}. */
  protected final PrintWriter human() {
    return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** Prints the result as one line of JSON if that is requested. */
  protected final void printJson(Object result) {
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), result);
    }
  }
}
