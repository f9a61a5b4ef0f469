/**
 * Estimates of what a job needs, and checks of its setup before it starts. {@link ResourceEstimate}
 * counts what a job holds and sends, {@link MemoryEstimate} derives the memory of each process from
 * it, and {@link Preflight} runs the checks, each of which returns a {@link Finding} with a fix.
 * {@link SubmitCommand} writes the {@code spark-submit} command.
 *
 * <p>The package works on records that describe the job and the cluster. It must not start Spark or
 * read the data.
 */
package io.sparkrnn.plan;
