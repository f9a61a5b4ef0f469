/** Sources of time series: tables of numbers and the sample. */
package io.sparkrnn.data.series;
