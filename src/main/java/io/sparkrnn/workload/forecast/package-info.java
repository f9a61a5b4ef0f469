/** Time series forecast: predicts the next value from a window of the values before it. */
package io.sparkrnn.workload.forecast;
