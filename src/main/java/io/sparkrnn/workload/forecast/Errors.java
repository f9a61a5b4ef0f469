package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * The errors of one way to forecast, in the series' own unit.
 *
 * <p>MASE is the mean of the absolute errors, each divided by the mean absolute error that the
 * seasonal naive forecast has in the training part of its series (Hyndman and Koehler, "Another
 * look at measures of forecast accuracy", International Journal of Forecasting 22, 2006); below 1
 * is better than that one is in sample. Errors of series without such a scale, constant ones, do
 * not count in it. sMAPE is in percent, 200 |y - f| / (|y| + |f|), and 0 where both are 0
 * (Makridakis and Hibon, "The M3-Competition", International Journal of Forecasting 16, 2000). All
 * are NaN where nothing was counted.
 */
final class Errors implements Serializable {

  private static final long serialVersionUID = 1L;

  private long count;
  private double absolute;
  private double squares;
  private double symmetric;
  private long scaledCount;
  private double scaled;

  /**
   * Takes a forecast; one that is NaN, or has a truth that is, is none.
   *
   * @param maseScale NaN: there is none
   */
  void add(double truth, double forecast, double maseScale) {
    if (Double.isNaN(truth) || Double.isNaN(forecast)) {
      return;
    }
    double error = Math.abs(truth - forecast);
    double size = Math.abs(truth) + Math.abs(forecast);
    count++;
    absolute += error;
    squares += error * error;
    symmetric += size == 0 ? 0 : 200 * error / size;
    if (!Double.isNaN(maseScale)) {
      scaledCount++;
      scaled += error / maseScale;
    }
  }

  void merge(Errors other) {
    count += other.count;
    absolute += other.absolute;
    squares += other.squares;
    symmetric += other.symmetric;
    scaledCount += other.scaledCount;
    scaled += other.scaled;
  }

  long count() {
    return count;
  }

  double mae() {
    return absolute / count;
  }

  double rmse() {
    return Math.sqrt(squares / count);
  }

  double smape() {
    return symmetric / count;
  }

  double mase() {
    return scaled / scaledCount;
  }
}
