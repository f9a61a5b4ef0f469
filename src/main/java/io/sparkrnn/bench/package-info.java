/**
 * Measurements of the job on one machine, for the subcommand {@code bench}. {@link Bench} runs the
 * sections of {@link BenchSection}: matrix products, layers, epochs, scoring, preparation and
 * averaging rounds. It runs the same classes as a training and times them from outside. What is
 * compared takes turns, because the speed of a shared machine changes within minutes; {@link
 * BenchTables} and {@link BenchJson} present the result.
 *
 * <p>No other package but {@code cli} may depend on this one, and no test asserts a time.
 */
package io.sparkrnn.bench;
