/**
 * One training as the settings say. {@link Fit} trains the teacher if there is one, splits and
 * shards the examples, runs the epoch loop with validation, repeats it on all examples with {@code
 * training.refit}, and tests the network. {@link FitResult} has the network and the outcome of both
 * trainings.
 *
 * <p>The command line, the Spark ML stages, studies and searches all train through this package. It
 * must not write files and must not know the command line; progress leaves it through {@code
 * EpochListener}.
 */
package io.sparkrnn.fit;
