/** The {@code plan} and {@code scaling} subcommands, and the preflight check before a training. */
package io.sparkrnn.cli.plan;
