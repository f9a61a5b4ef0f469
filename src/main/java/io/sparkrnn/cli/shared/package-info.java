/** Parts that subcommands share: options, exit codes, JSON output, the Spark session. */
package io.sparkrnn.cli.shared;
