/** The {@code plan} subcommand, and the preflight check before a training. */
package io.sparkrnn.cli.plan;
