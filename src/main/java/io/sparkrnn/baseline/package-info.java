/**
 * Linear models of text classifiers. {@link LinearBaseline} trains a logistic regression beside
 * each network and compares both on the same test examples, which shows what the network adds to
 * counting words. {@link NgramTeacher} is the model that a network is trained to match with {@code
 * training.distillation}. Both are trained in one Spark task on a random sample in a fixed order,
 * so that results depend on neither partitions nor replicas.
 *
 * <p>The package knows examples as {@code workload} has them, and no concrete workload. It must not
 * depend on {@code fit}, which trains the network, nor on {@code cli}.
 */
package io.sparkrnn.baseline;
