/**
 * Subcommands that look ahead, and the preflight checks of a training. {@link PlanCommand}
 * estimates what a job needs and checks its setup; {@link ScalingCommand} predicts the time of an
 * epoch on clusters of many sizes. {@link PreflightCheck} makes the checks of {@code plan} in
 * {@code train}, before Spark starts.
 *
 * <p>Estimates and checks themselves are in {@code plan} and {@code scaling}. This package reads
 * the setup and prints the results, and must not start Spark on its own account.
 */
package io.sparkrnn.cli.plan;
