package io.sparkrnn.workload.forecast;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import java.io.Serializable;

/**
 * A linear scaling of one column: a scaled number x is {@code shift + scale * x} in the series' own
 * unit.
 *
 * @param shift the number that is scaled to 0
 * @param scale the factor; finite and above 0
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record ColumnScale(double shift, double scale) implements Serializable {

  static final ColumnScale NONE = new ColumnScale(0, 1);

  ColumnScale {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(shift)) {
      throw new IllegalArgumentException(
          "shift is %s and scale is %s, expected finite numbers and a scale above 0"
              .formatted(shift, scale));
    }
  }

  /** Returns the scale that {@code scaling} asks for, from statistics of the numbers to scale. */
  static ColumnScale of(Scaling scaling, RunningStatistics moments) {
    return of(scaling, moments, moments);
  }

  /**
   * Returns the scale of a column whose differences may be the network's inputs. The factor is
   * taken from the inputs, so that these have the wanted range; the shift is taken from the values,
   * so that the stored numbers are near 0. A factor that would be 0 is replaced by 1.
   *
   * @param values statistics of the column's values
   * @param seen statistics of the network's inputs: the values or their differences
   */
  static ColumnScale of(Scaling scaling, RunningStatistics values, RunningStatistics seen) {
    return switch (scaling) {
      case STANDARD -> new ColumnScale(values.mean(), orOne(seen.deviation()));
      case MIN_MAX -> new ColumnScale(values.min(), orOne(seen.max() - seen.min()));
      case NONE -> NONE;
    };
  }

  private static double orOne(double scale) {
    return scale > 0 && Double.isFinite(scale) ? scale : 1;
  }

  /** Converts a number in the series' unit to a scaled one. */
  double scaled(double number) {
    return (number - shift) / scale;
  }

  /** Converts a scaled number to one in the series' unit. */
  double unscaled(double x) {
    return shift + scale * x;
  }
}
