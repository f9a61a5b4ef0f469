/**
 * How long an epoch takes on a cluster of a given size: a formula, and a simulation to check it.
 */
package io.sparkrnn.scaling;
