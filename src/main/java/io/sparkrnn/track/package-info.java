/** Experiment tracking and monitoring: TensorBoard, MLflow, and Spark's metrics system. */
package io.sparkrnn.track;
