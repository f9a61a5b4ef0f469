package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * Accumulator of the errors of one kind of forecast; MAE and RMSE are in the series' own unit.
 *
 * <p>MASE is the mean of the absolute errors, each divided by the mean absolute error of the
 * seasonal naive forecast on the training split of its series (Hyndman and Koehler, "Another look
 * at measures of forecast accuracy", International Journal of Forecasting 22, 2006). Below 1, the
 * forecast is better than the in-sample seasonal naive forecast. Series for which that error is 0,
 * such as constant ones, are left out of MASE. sMAPE is in percent, 200 |y - f| / (|y| + |f|), and
 * 0 where both are 0 (Makridakis and Hibon, "The M3-Competition", International Journal of
 * Forecasting 16, 2000). All errors are NaN if no forecast was added.
 */
final class ForecastErrors implements Serializable {

  private static final long serialVersionUID = 1L;

  private long count;
  private double absolute;
  private double squares;
  private double symmetric;
  private long scaledCount;
  private double scaled;

  /**
   * Adds a forecast; ignores it if it or the true value is NaN.
   *
   * @param truth the true value
   * @param maseScale in-sample mean absolute error of the seasonal naive forecast; NaN if there is
   *     none
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

  void merge(ForecastErrors other) {
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

  /** Returns the mean absolute error. */
  double mae() {
    return absolute / count;
  }

  /** Returns the root mean squared error. */
  double rmse() {
    return Math.sqrt(squares / count);
  }

  /** Returns the symmetric mean absolute percentage error. */
  double smape() {
    return symmetric / count;
  }

  /** Returns the mean absolute scaled error. */
  double mase() {
    return scaled / scaledCount;
  }
}
