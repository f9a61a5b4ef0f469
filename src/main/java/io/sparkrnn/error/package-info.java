/**
 * Failures that end a job. Each kind of {@link JobException} leads to an exit code: {@link
 * ConfigurationException}, {@link BadDataException}, {@link OutputConflictException}, {@link
 * TrainingFailedException} and {@link InterruptedRunException}. Their messages say what was wrong,
 * where, what was expected and what to do. {@link SecretRedaction} removes passwords and keys from
 * text before it is shown or stored.
 *
 * <p>All packages may depend on this one. It depends on none.
 */
package io.sparkrnn.error;
