/**
 * Parts that subcommands share. {@link ConfigOptions} has {@code --conf} and {@code --set}, {@link
 * JsonCommand} has {@code --json}, {@link Session} opens Spark with this job's defaults and watches
 * for stalls, and {@link ModelArgument} reads a saved model. {@link ExitCode} maps each failure to
 * an exit code; {@link OutcomeFile} passes that code on from a driver on another machine.
 *
 * <p>All packages of subcommands depend on this one. It must not depend on any of them.
 */
package io.sparkrnn.cli.shared;
