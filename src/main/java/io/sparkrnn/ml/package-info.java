/** Spark ML estimator and model for training and scoring in pipelines. */
package io.sparkrnn.ml;
