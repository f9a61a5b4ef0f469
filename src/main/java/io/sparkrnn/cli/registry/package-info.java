/** The {@code models} subcommands: versions of a model and which is current. */
package io.sparkrnn.cli.registry;
