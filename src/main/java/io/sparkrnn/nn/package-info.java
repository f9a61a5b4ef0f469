/**
 * Building blocks of networks: layers, initializers, optimizers and learning rates as DL4J needs
 * them. {@link RecurrentLayers} builds the recurrent layer in either form, {@link
 * OptimizerConfiguration} the optimizer, and {@link LearningRate} its schedule. {@link Weights},
 * {@link BlockFloats} and {@link BlockIntegers} are vectors in the form in which they are sent.
 * Several classes exist to avoid defects of DL4J; their Javadoc says which.
 *
 * <p>The package must not depend on Spark: a network can be built and trained without it.
 */
package io.sparkrnn.nn;
