/** The ways in which a job ends badly; the command line turns each into an exit code. */
package io.sparkrnn.error;
