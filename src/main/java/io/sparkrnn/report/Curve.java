package io.sparkrnn.report;

import io.sparkrnn.workload.Exhibit.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One line of a plot.
 *
 * @param line its name and points; points that are not finite are left out
 * @param role which of the plot's looks it has
 */
record Curve(Line line, Role role) {

  /** The looks that a curve can have. */
  enum Role {
    /** Dashed, in the first colour. */
    TRAINING,
    /** Solid, in the second colour. */
    VALIDATION,
    /** Solid, in the colour of its place in the plot. */
    PLAIN,
    /** Dashed and muted: what the others are compared with. */
    REFERENCE
  }

  /** More points than this would be a string of beads. */
  private static final int MOST_MARKERS = 40;

  Curve {
    line = finite(line);
  }

  boolean isEmpty() {
    return line.x().isEmpty();
  }

  boolean hasMarkers() {
    return role != Role.REFERENCE && line.x().size() <= MOST_MARKERS;
  }

  /** All curves' coordinates on one axis. */
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
