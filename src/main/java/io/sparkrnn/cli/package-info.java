/** Command line: one class per subcommand, and the exit codes. */
package io.sparkrnn.cli;
