/** The command line: one class a verb, one table of exit codes. */
package io.sparkrnn.cli;
