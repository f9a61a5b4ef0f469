package io.sparkrnn.report;

import io.sparkrnn.workload.Figure.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Curve of a plot.
 *
 * @param line name and points; points that are not finite are left out
 * @param role role in the plot, which determines its style
 */
record Curve(Line line, Role role) {

  /** Role of a curve in its plot. */
  enum Role {
    /** Dashed, in the first color. */
    TRAINING,
    /** Solid, in the second color. */
    VALIDATION,
    /** Solid, in the color of its position in the plot. */
    PLAIN,
    /** Dashed and muted: a reference for the other curves. */
    REFERENCE
  }

  /** Number of points above which markers would overlap. */
  private static final int MAX_MARKERS = 40;

  Curve {
    line = finite(line);
  }

  boolean isEmpty() {
    return line.x().isEmpty();
  }

  boolean hasMarkers() {
    return role != Role.REFERENCE && line.x().size() <= MAX_MARKERS;
  }

  /** Returns the coordinates of all curves on one axis. */
  static DoubleStream values(List<Curve> curves, Function<Line, List<Double>> axis) {
    return curves.stream()
        .flatMap(curve -> axis.apply(curve.line()).stream())
        .mapToDouble(Double::doubleValue);
  }

  private static Line finite(Line line) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    IntStream.range(0, line.x().size())
        .filter(i -> Double.isFinite(line.x().get(i)) && Double.isFinite(line.y().get(i)))
        .forEach(
            i -> {
              x.add(line.x().get(i));
              y.add(line.y().get(i));
            });
    return new Line(line.name(), x, y);
  }
}
