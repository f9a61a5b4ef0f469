package io.sparkrnn.cli;

/** A subcommand that can print its result as a JSON object, the last line of standard output. */
interface JsonCapable {

  /** Whether JSON output was requested. */
  boolean json();
}
