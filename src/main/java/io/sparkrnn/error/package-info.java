/**
 * The ways in which a job ends badly, which the command line turns into exit codes, and what their
 * messages keep to themselves.
 */
package io.sparkrnn.error;
