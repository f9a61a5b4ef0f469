package io.sparkrnn.report;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Range and ticks of an axis. The distance of ticks is 1, 2 or 5 times a power of ten.
 *
 * @param low value at the start of the axis
 * @param high value at its end, above {@code low}
 * @param first value of the first tick
 * @param step distance of ticks
 * @param ticks number of ticks
 * @param spacing how coordinates on the axis are related to values
 */
record AxisScale(double low, double high, double first, double step, int ticks, Spacing spacing) {

  /** Relations of coordinates and values. */
  enum Spacing {
    /** The coordinate is the value. */
    LINEAR,
    /** The coordinate is the logarithm of the value to base two. */
    POWERS_OF_TWO
  }

  private static final int MAX_STEPS = 6;

  /** Returns a scale that starts and ends at a tick and covers all values; 0 to 1 for none. */
  static AxisScale around(DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    double low = range.getCount() == 0 ? 0 : range.getMin();
    double high = range.getCount() == 0 ? 1 : range.getMax();
    if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
      double margin = low == 0 ? 0.5 : Math.abs(low) / 10;
      low -= margin;
      high += margin;
    }
    double step = step(high - low);
    // A tolerance, since a rounding error as in 0.3 / 0.1 would add a step.
    long from = (long) Math.floor(low / step + 1e-6);
    long to = (long) Math.ceil(high / step - 1e-6);
    return new AxisScale(
        from * step, to * step, from * step, step, (int) (to - from) + 1, Spacing.LINEAR);
  }

  /** Returns a scale with ticks at whole numbers only, and a margin at both ends. */
  static AxisScale whole(DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    double smallest = range.getCount() == 0 ? 0 : range.getMin();
    double largest = range.getCount() == 0 ? 1 : range.getMax();
    double step = Math.max(1, step((largest - smallest) * 0.6));
    double room = largest > smallest ? (largest - smallest) * 0.04 : 1;
    double first = Math.ceil(smallest / step) * step;
    int ticks = (int) Math.floor((largest - first) / step) + 1;
    return new AxisScale(smallest - room, largest + room, first, step, ticks, Spacing.LINEAR);
  }

  /** Returns a scale of logarithms to base two, with a tick at each power of two. */
  static AxisScale powersOfTwo(DoubleStream logarithms) {
    DoubleSummaryStatistics range = logarithms.summaryStatistics();
    double smallest = range.getCount() == 0 ? 0 : Math.floor(range.getMin());
    double largest = range.getCount() == 0 ? 1 : Math.ceil(range.getMax());
    return new AxisScale(
        smallest - 0.2,
        largest + 0.2,
        smallest,
        1,
        (int) (largest - smallest) + 1,
        Spacing.POWERS_OF_TWO);
  }

  private static double step(double span) {
    double rough = span / MAX_STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(factor -> factor * power)
        .filter(step -> step >= rough * (1 - 1e-9))
        .findFirst()
        .orElse(10 * power);
  }

  /** Returns the values of the ticks, ascending. */
  DoubleStream tickValues() {
    return IntStream.range(0, ticks).mapToDouble(i -> first + i * step);
  }

  /** Returns the label of a tick, with as many decimals as the step needs. */
  String label(double tick) {
    if (spacing == Spacing.POWERS_OF_TWO) {
      return DisplayFormat.count(Math.round(value(tick)));
    }
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    if (decimals > 6 || Math.abs(tick) >= 1e9) {
      return DisplayFormat.compact(tick);
    }
    // Adding zero turns -0.0 into 0.0.
    double rounded = Math.rint(tick / step) * step + 0.0;
    return String.format(Locale.ROOT, "%." + decimals + "f", rounded);
  }

  /** Returns the value at a coordinate. */
  double value(double coordinate) {
    return spacing == Spacing.POWERS_OF_TWO ? Math.pow(2, coordinate) : coordinate;
  }

  /** Returns the relative position of a value: 0 at the low end, 1 at the high end. */
  double position(double value) {
    return (value - low) / (high - low);
  }
}
