/**
 * The workload {@code forecast}: the next value of a time series is predicted from a window of the
 * values before it. {@link SeriesForecast} is the workload, {@link SeriesPreparation} splits series
 * in time and makes windows, and {@link ForecastNetwork} is the network. {@link Rollout} predicts
 * several steps by feeding predictions back; {@link LinearForecast} and naive forecasts are the
 * baselines.
 *
 * <p>No class outside this package may name one of it: {@link SeriesForecastType} is registered as
 * a service. It must not depend on other workloads.
 */
package io.sparkrnn.workload.forecast;
