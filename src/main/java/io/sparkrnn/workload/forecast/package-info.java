/** Predicts the next value of a series from a window of the values before it. */
package io.sparkrnn.workload.forecast;
