/**
 * Sources of time series. {@link SeriesSources} creates the one that the settings name: a table of
 * numbers, read by the job or by Spark, or the embedded sample. {@link ObservationParser} turns a
 * row into an observation, and {@link TimestampParser} reads its time.
 *
 * <p>Rows are not sorted and gaps are not filled here; that is the task of {@code
 * workload.forecast}. The package must not depend on sources of reviews or images.
 */
package io.sparkrnn.data.series;
