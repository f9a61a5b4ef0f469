package io.sparkrnn.workload.forecast;

/**
 * The order of the windows of several series: by how far along its own series a window stands, and
 * of those equally far by series. Any part at the end of it holds the last windows of each series.
 */
final class TimeOrder {

  private static final int BITS = 31;

  private TimeOrder() {}

  /**
   * A window's place in the order; greater than that of any earlier window of its series.
   *
   * @param window of a series, from 0
   * @param windows that the series has
   * @param series its number, from 0
   */
  static long key(int window, int windows, int series) {
    long position = (2L * window + 1 << BITS - 1) / windows;
    return position << BITS | series;
  }

  /**
   * How many windows of each series are among the first ones of all.
   *
   * @param windows of each series
   * @param first how many of all
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

  /** How many windows of a series stand before a place. */
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
