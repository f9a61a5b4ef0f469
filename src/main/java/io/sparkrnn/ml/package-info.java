/**
 * Stages for Spark ML pipelines. {@link SparkRnnClassifier} is an estimator that trains on columns
 * of texts and labels; {@link SparkRnnModel} is the model, which adds columns of log-odds,
 * probabilities and predictions. Both use the same settings, training and files as the command
 * line.
 *
 * <p>The package must not depend on {@code cli}, since it runs inside other programs: it never ends
 * the process and prints nothing to the console.
 */
package io.sparkrnn.ml;
