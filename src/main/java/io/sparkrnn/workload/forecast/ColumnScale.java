package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import java.io.Serializable;

/** A number x stands for {@code shift + scale * x} in the series' own unit. */
record ColumnScale(double shift, double scale) implements Serializable {

  static final ColumnScale NONE = new ColumnScale(0, 1);

  ColumnScale {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(shift)) {
      throw new IllegalArgumentException("no scale: shift %s, scale %s".formatted(shift, scale));
    }
  }

  /** What brings numbers of these moments where {@code scaling} says; constant ones to 0. */
  static ColumnScale of(Scaling scaling, Moments moments) {
    return of(scaling, moments, moments);
  }

  /**
   * The same for numbers whose differences the network sees: these get the scale, and the shift
   * only keeps the numbers themselves near 0.
   */
  static ColumnScale of(Scaling scaling, Moments values, Moments seen) {
    return switch (scaling) {
      case STANDARD -> new ColumnScale(values.mean(), orOne(seen.deviation()));
      case MIN_MAX -> new ColumnScale(values.least(), orOne(seen.most() - seen.least()));
      case NONE -> NONE;
    };
  }

  private static double orOne(double scale) {
    return scale > 0 && Double.isFinite(scale) ? scale : 1;
  }

  double scaled(double number) {
    return (number - shift) / scale;
  }

  double unscaled(double x) {
    return shift + scale * x;
  }
}
