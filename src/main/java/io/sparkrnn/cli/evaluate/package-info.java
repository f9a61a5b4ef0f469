/** The {@code evaluate} subcommand and comparisons with a baseline model. */
package io.sparkrnn.cli.evaluate;
