package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * Errors of the network and of the baseline forecasts for the same number of steps ahead.
 *
 * @param network errors of the network
 * @param linear errors of the linear model; none are added if there is no such model
 * @param naive errors of the naive forecast, the last value
 * @param seasonal errors of the seasonal naive forecast, the value of one season ago
 */
record ErrorComparison(
    ForecastErrors network, ForecastErrors linear, ForecastErrors naive, ForecastErrors seasonal)
    implements Serializable {

  static ErrorComparison none() {
    return new ErrorComparison(
        new ForecastErrors(), new ForecastErrors(), new ForecastErrors(), new ForecastErrors());
  }

  void merge(ErrorComparison other) {
    network.merge(other.network);
    linear.merge(other.linear);
    naive.merge(other.naive);
    seasonal.merge(other.seasonal);
  }
}
