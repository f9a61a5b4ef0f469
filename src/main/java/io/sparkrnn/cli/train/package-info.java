/**
 * Subcommands that train. {@link TrainCommand} trains one network and publishes a run, {@link
 * EquivalenceCommand} compares numbers of replicas and kinds of averaging, and {@link
 * SearchCommand} compares candidate settings. {@link TrainJob} is one training from preparing the
 * data to adding a version of the model; {@link RunIdentity} says which jobs may resume each
 * other's checkpoints.
 *
 * <p>The training itself is in {@code fit} and {@code train}. This package connects it to files,
 * trackers and the console, and must not depend on concrete workloads.
 */
package io.sparkrnn.cli.train;
