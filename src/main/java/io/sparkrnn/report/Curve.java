package io.sparkrnn.report;

import io.sparkrnn.workload.Figure.Line;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Curve of a plot.
 *
 * @param line name and points; points that are not finite are left out
 * @param role role in the plot, which determines its style
 * @param deviations half lengths of the error bars at the points; empty for none
 */
record Curve(Line line, Role role, List<Double> deviations) {

  /** Role of a curve in its plot. */
  enum Role {
    /** Dashed, in the first color. */
    TRAINING,
    /** Solid, in the second color. */
    VALIDATION,
    /** Solid, in the color and with the markers of its position in the plot. */
    PLAIN,
    /** Dashed and muted: a reference for the other curves. */
    REFERENCE
  }

  /** Number of points above which markers would overlap. */
  private static final int MAX_MARKERS = 40;

  Curve {
    int[] finite = finite(line);
    deviations = deviations.isEmpty() ? List.of() : at(finite, deviations);
    line = new Line(line.name(), at(finite, line.x()), at(finite, line.y()));
  }

  Curve(Line line, Role role) {
    this(line, role, List.of());
  }

  boolean isEmpty() {
    return line.x().isEmpty();
  }

  boolean hasMarkers() {
    return role != Role.REFERENCE && line.x().size() <= MAX_MARKERS;
  }

  DoubleStream x() {
    return line.x().stream().mapToDouble(Double::doubleValue);
  }

  /** Returns the values, or both ends of their error bars. */
  DoubleStream yWithDeviations() {
    return IntStream.range(0, line.y().size())
        .boxed()
        .flatMapToDouble(
            i -> {
              double deviation = deviations.isEmpty() ? 0 : deviations.get(i);
              return DoubleStream.of(line.y().get(i) - deviation, line.y().get(i) + deviation);
            });
  }

  private static int[] finite(Line line) {
    return IntStream.range(0, line.x().size())
        .filter(i -> Double.isFinite(line.x().get(i)) && Double.isFinite(line.y().get(i)))
        .toArray();
  }

  private static List<Double> at(int[] indices, List<Double> values) {
    return Arrays.stream(indices).mapToObj(values::get).toList();
  }
}
