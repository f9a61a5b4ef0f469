package io.sparkrnn.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base class of the subcommands with {@code --json}: they print their result for people, or as a
 * JSON object, the last line of standard output.
 */
abstract class JsonCommand {

  @Spec CommandSpec spec;
  @Mixin OutputOptions output;

  /** Whether the result is requested as JSON. */
  final boolean json() {
    return output.json();
  }

  /** Returns the writer for people: standard output, or standard error with {@code --json}. */
  final PrintWriter human() {
    return output.human(spec.commandLine());
  }
}
