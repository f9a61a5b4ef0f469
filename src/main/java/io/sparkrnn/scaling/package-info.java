/** Cost model of an epoch on a cluster of a given size: a formula, and a simulation to check it. */
package io.sparkrnn.scaling;
