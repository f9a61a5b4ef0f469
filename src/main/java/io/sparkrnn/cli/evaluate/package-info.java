/**
 * The {@code evaluate} subcommand, and the comparison of two models on the same examples. {@link
 * EvaluateCommand} scores a saved model on any source. {@link BaselineModel} is the other model of
 * {@code --against} and of {@code evaluation.against}; it reads the same source with its own
 * assets, such as its vocabulary.
 *
 * <p>Training and the model registry use this package too. It must not depend on any subcommand but
 * its own; what all subcommands share is in {@code cli.shared}.
 */
package io.sparkrnn.cli.evaluate;
