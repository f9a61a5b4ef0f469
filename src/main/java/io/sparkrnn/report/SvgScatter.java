package io.sparkrnn.report;

import static io.sparkrnn.report.MarkupWriter.pixels;

import io.sparkrnn.workload.Figure.Points;
import io.sparkrnn.workload.Figure.ScatterPlot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws a scatter plot of groups of points over common axes. Each group has a color and, if there
 * are several, its name at its medians, so that groups can be told apart without color.
 */
final class SvgScatter {

  private static final int COLORS = 10;

  private final ScatterPlot plot;
  private final PlotFrame frame;

  SvgScatter(ScatterPlot plot) {
    this.plot = plot;
    this.frame =
        new PlotFrame(
            plot.title(),
            plot.xLabel(),
            plot.yLabel(),
            AxisScale.around(values(Points::x)),
            AxisScale.around(values(Points::y)));
  }

  private DoubleStream values(Function<Points, List<Double>> axis) {
    return plot.groups().stream()
        .flatMap(group -> axis.apply(group).stream())
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite);
  }

  void writeTo(MarkupWriter page) {
    frame.open(page, description(), 0);
    for (int i = 0; i < plot.groups().size(); i++) {
      page.open("g", "class", "points c" + i % COLORS);
      writePoints(page, plot.groups().get(i));
      page.close();
    }
    if (plot.groups().size() > 1) {
      page.open("g", "class", "names");
      plot.groups().forEach(group -> writeName(page, group));
      page.close();
    }
    page.close();
  }

  /** Returns the text for screen readers: the number of points of each group. */
  private String description() {
    return plot.groups().stream()
        .map(group -> "%s: %d points".formatted(group.name(), finite(group).count()))
        .collect(Collectors.joining("; ", plot.title() + ": ", ""));
  }

  private static IntStream finite(Points group) {
    return IntStream.range(0, group.x().size())
        .filter(i -> Double.isFinite(group.x().get(i)) && Double.isFinite(group.y().get(i)));
  }

  private void writePoints(MarkupWriter page, Points group) {
    finite(group)
        .forEach(
            i ->
                page.empty(
                    "circle",
                    "cx",
                    pixels(frame.pixelX(group.x().get(i))),
                    "cy",
                    pixels(frame.pixelY(group.y().get(i))),
                    "r",
                    "2.2"));
  }

  private void writeName(MarkupWriter page, Points group) {
    if (finite(group).findAny().isPresent()) {
      PlotFrame.text(
          page,
          group.name(),
          "middle",
          frame.pixelX(median(group, group.x())),
          frame.pixelY(median(group, group.y())) + 5);
    }
  }

  private static double median(Points group, List<Double> values) {
    double[] sorted = finite(group).mapToDouble(values::get).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
