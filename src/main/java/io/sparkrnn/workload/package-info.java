/**
 * The interface between the job and what it is trained for. A {@link Workload} defines how examples
 * are read, which network is trained, and which metrics judge it; a {@link WorkloadType} registers
 * it, and {@link Workloads} finds it by the setting {@code workload}. {@link PreparedData} and
 * {@link Example} pass from a workload to the training; {@link Asset}s are stored with the model.
 * Interfaces such as {@link TextClassificationType} say which subcommands a workload supports.
 *
 * <p>Sharding, averaging, files and reports are the same for all workloads and not part of this
 * package. It must not depend on {@code train}, nor on the workloads in the packages below.
 */
package io.sparkrnn.workload;
