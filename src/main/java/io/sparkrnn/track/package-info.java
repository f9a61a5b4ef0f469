/** Training as others watch it: TensorBoard, MLflow, and Spark's own metrics. */
package io.sparkrnn.track;
