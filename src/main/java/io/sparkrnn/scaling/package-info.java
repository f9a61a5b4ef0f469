/**
 * Cost model of an epoch on a cluster of a given size, for the subcommand {@code scaling}. {@link
 * EpochCost} is the formula. {@link ClusterSimulation} simulates the same epoch event by event and
 * does not use the formula, so that each checks the other. {@link ScalingCurve} applies both to
 * many numbers of executors.
 *
 * <p>The package depends on {@code train} only, for the rules by which averaging is divided. It
 * must not use Spark.
 */
package io.sparkrnn.scaling;
