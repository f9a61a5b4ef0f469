/** The subcommands that train: {@code train}, {@code equivalence}. */
package io.sparkrnn.cli.train;
