package io.sparkrnn.workload.forecast;

/**
 * The order of the windows of several series: by a window's relative position in its own series,
 * then by series. Any suffix of this order holds the last windows of each series, so that the
 * validation windows of a series, taken from the end, are later than its training windows.
 */
final class WindowOrder {

  private static final int BITS = 31;

  private WindowOrder() {}

  /**
   * Returns the sort key of a window; greater than that of any earlier window of its series.
   *
   * @param window index of the window in its series, from 0
   * @param windows number of windows of the series
   * @param series number of the series, from 0
   */
  static long key(int window, int windows, int series) {
    long position = (2L * window + 1 << BITS - 1) / windows;
    return position << BITS | series;
  }

  /**
   * Returns the number of windows of each series that are among the first ones in this order.
   *
   * @param windows number of windows of each series
   * @param first number of windows to take from the beginning of the order
   */
  static int[] firstOf(int[] windows, long first) {
    long low = 0;
    long high = Long.MAX_VALUE;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (total(windows, middle) < first) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int[] counts = new int[windows.length];
    for (int series = 0; series < windows.length; series++) {
      counts[series] = below(windows[series], series, low);
    }
    return counts;
  }

  private static long total(int[] windows, long key) {
    long total = 0;
    for (int series = 0; series < windows.length; series++) {
      total += below(windows[series], series, key);
    }
    return total;
  }

  /** Returns the number of windows of a series whose key is below {@code key}. */
  private static int below(int windows, int series, long key) {
    int low = 0;
    int high = windows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key(middle, windows, series) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
