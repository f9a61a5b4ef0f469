/** The job as a stage of Spark ML pipelines. */
package io.sparkrnn.ml;
