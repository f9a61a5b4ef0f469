/**
 * Views of a running training in other tools. {@link TensorBoardEvents} writes event files, {@link
 * MlflowRun} logs to an MLflow server, and {@link TrainingMetricsSource} offers the last epoch's
 * metrics to Spark's metrics system. All three listen to the same events as the console.
 *
 * <p>A tracker must never make a training fail: if a server does not respond, training continues.
 * The package must not influence the training.
 */
package io.sparkrnn.track;
