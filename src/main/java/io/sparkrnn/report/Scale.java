package io.sparkrnn.report;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The range of an axis and its ticks, a step of 1, 2 or 5 times a power of ten apart.
 *
 * @param low the value at the axis's beginning
 * @param high the value at its end, above {@code low}
 * @param first the first tick
 * @param step from tick to tick
 * @param ticks how many there are
 */
record Scale(double low, double high, double first, double step, int ticks) {

  private static final int MOST_STEPS = 6;

  /** A scale from tick to tick that holds all values; from 0 to 1 if there are none. */
  static Scale around(DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    double low = range.getCount() == 0 ? 0 : range.getMin();
    double high = range.getCount() == 0 ? 1 : range.getMax();
    if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
      double margin = low == 0 ? 0.5 : Math.abs(low) / 10;
      low -= margin;
      high += margin;
    }
    double step = step(high - low);
    // A hair of slack, lest 0.3 / 0.1 add a step that nobody needs.
    long from = (long) Math.floor(low / step + 1e-6);
    long to = (long) Math.ceil(high / step - 1e-6);
    return new Scale(from * step, to * step, from * step, step, (int) (to - from) + 1);
  }

  /** A scale with ticks at whole numbers only, and some room beside the first and the last. */
  static Scale whole(DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    double smallest = range.getCount() == 0 ? 0 : range.getMin();
    double largest = range.getCount() == 0 ? 1 : range.getMax();
    double step = Math.max(1, step((largest - smallest) * 0.6));
    double room = largest > smallest ? (largest - smallest) * 0.04 : 1;
    double first = Math.ceil(smallest / step) * step;
    int ticks = (int) Math.floor((largest - first) / step) + 1;
    return new Scale(smallest - room, largest + room, first, step, ticks);
  }

  private static double step(double span) {
    double rough = span / MOST_STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(factor -> factor * power)
        .filter(step -> step >= rough * (1 - 1e-9))
        .findFirst()
        .orElse(10 * power);
  }

  DoubleStream tickValues() {
    return IntStream.range(0, ticks).mapToDouble(i -> first + i * step);
  }

  /** A tick's text, with as many decimals as the step has. */
  String label(double tick) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    if (decimals > 6 || Math.abs(tick) >= 1e9) {
      return Figures.compact(tick);
    }
    // Adding zero turns -0.0 into 0.0.
    double rounded = Math.rint(tick / step) * step + 0.0;
    return String.format(Locale.ROOT, "%." + decimals + "f", rounded);
  }

  /** Where a value stands: 0 at the low end, 1 at the high end. */
  double position(double value) {
    return (value - low) / (high - low);
  }
}
