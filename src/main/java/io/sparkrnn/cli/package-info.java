/**
 * Command line of the job. {@link Main} registers all subcommands, turns a failure into a message
 * and an exit code, and is the only class that ends the process. Small subcommands are here, such
 * as {@link ConfigCommand} and {@link OutcomeCommand}; the others have packages of their own, by
 * task.
 *
 * <p>This package and those below it are the only ones that know picocli. They may depend on every
 * package but {@code ml}, and no other package may depend on them.
 */
package io.sparkrnn.cli;
