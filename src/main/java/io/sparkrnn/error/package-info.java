/**
 * Exceptions that end a job, which the command line maps to exit codes, and the redaction of
 * secrets in their messages.
 */
package io.sparkrnn.error;
