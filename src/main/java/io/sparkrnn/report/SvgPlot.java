package io.sparkrnn.report;

import static io.sparkrnn.report.MarkupWriter.pixels;

import io.sparkrnn.workload.Figure.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws curves over common axes as an SVG element of 560 by 360 units, or higher if the legend
 * takes several rows. Colors and dashes come from a style sheet by class name, so that they follow
 * the page's light or dark scheme.
 */
final class SvgPlot {

  private static final int COLORS = 10;

  /** Outlines of markers, by which several plain curves can be told apart without color. */
  private static final List<String> SHAPES =
      List.of(
          "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
          "M0-5.5L5.5 0 0 5.5-5.5 0z",
          "M-4-4h8v8h-8z",
          "M0-5l5 9h-10z",
          "M0 5l5-9h-10z",
          "M-5-1.7h3.3v-3.3h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3z");

  private final PlotFrame frame;
  private final List<Curve> curves;

  private SvgPlot(
      String title,
      String xLabel,
      String yLabel,
      List<Curve> curves,
      Function<DoubleStream, AxisScale> xScale) {
    AxisScale x = xScale.apply(curves.stream().flatMapToDouble(Curve::x));
    AxisScale y = AxisScale.around(curves.stream().flatMapToDouble(Curve::yWithDeviations));
    this.frame = new PlotFrame(title, xLabel, yLabel, x, y);
    this.curves = curves;
  }

  /** Creates a plot with a continuous horizontal axis. */
  static SvgPlot of(String title, String xLabel, String yLabel, List<Curve> curves) {
    return new SvgPlot(title, xLabel, yLabel, curves, AxisScale::around);
  }

  /** Creates a plot over whole numbers, such as epochs, with ticks only there. */
  static SvgPlot overWholeNumbers(String title, String xLabel, String yLabel, List<Curve> curves) {
    return new SvgPlot(title, xLabel, yLabel, curves, AxisScale::whole);
  }

  /**
   * Creates a plot over numbers that double.
   *
   * @param curves curves over the logarithms of the numbers to base two
   */
  static SvgPlot overPowersOfTwo(String title, String xLabel, String yLabel, List<Curve> curves) {
    return new SvgPlot(title, xLabel, yLabel, curves, AxisScale::powersOfTwo);
  }

  void writeTo(MarkupWriter page) {
    List<LegendEntry> legend = legend();
    frame.open(page, description(), legend.isEmpty() ? 0 : legend.get(legend.size() - 1).row());
    for (int i = 0; i < curves.size(); i++) {
      writeCurve(page, curves.get(i), i);
    }
    page.open("g", "class", "legend");
    legend.forEach(entry -> writeLegend(page, entry, legend.get(legend.size() - 1).row()));
    page.close();
    page.close();
  }

  /** Returns the text for screen readers: the title and the first and last value of each curve. */
  private String description() {
    return curves.stream()
        .filter(curve -> !curve.isEmpty() && curve.role() != Curve.Role.REFERENCE)
        .map(SvgPlot::firstAndLast)
        .collect(Collectors.joining("; ", frame.title() + ": ", ""));
  }

  private static String firstAndLast(Curve curve) {
    List<Double> y = curve.line().y();
    return "%s from %s to %s"
        .formatted(
            curve.line().name(),
            DisplayFormat.compact(y.get(0)),
            DisplayFormat.compact(y.get(y.size() - 1)));
  }

  private void writeCurve(MarkupWriter page, Curve curve, int index) {
    Line line = curve.line();
    page.open("g", "class", styleClass(index));
    page.empty(
        "polyline",
        "points",
        IntStream.range(0, line.x().size())
            .mapToObj(
                i ->
                    pixels(frame.pixelX(line.x().get(i)))
                        + ","
                        + pixels(frame.pixelY(line.y().get(i))))
            .collect(Collectors.joining(" ")));
    for (int i = 0; i < curve.deviations().size(); i++) {
      writeErrorBar(page, line.x().get(i), line.y().get(i), curve.deviations().get(i));
    }
    if (curve.hasMarkers()) {
      for (int i = 0; i < line.x().size(); i++) {
        writeMarker(page, line, i, shape(index));
      }
    }
    page.close();
  }

  private void writeErrorBar(MarkupWriter page, double x, double y, double deviation) {
    String left = pixels(frame.pixelX(x) - 4);
    String low = pixels(frame.pixelY(y - deviation));
    String high = pixels(frame.pixelY(y + deviation));
    page.empty("path", "d", "M%s %sh8m-4 0V%sm-4 0h8".formatted(left, low, high));
  }

  /** Draws a marker with its values as tooltip. */
  private void writeMarker(MarkupWriter page, Line line, int i, int shape) {
    String px = pixels(frame.pixelX(line.x().get(i)));
    String py = pixels(frame.pixelY(line.y().get(i)));
    if (shape == 0) {
      page.open("circle", "class", "marker", "cx", px, "cy", py, "r", "4");
    } else {
      page.open("path", shapeAttributes(shape, px, py));
    }
    page.element(
        "title",
        String.format(
            Locale.ROOT,
            "%s at %s: %.4f",
            line.name(),
            DisplayFormat.compact(frame.x().value(line.x().get(i))),
            line.y().get(i)));
    page.close();
  }

  private static String[] shapeAttributes(int shape, String x, String y) {
    return new String[] {
      "class", "marker", "d", SHAPES.get(shape), "transform", "translate(" + x + " " + y + ")"
    };
  }

  /**
   * Place of a curve in the legend.
   *
   * @param index number of the curve
   * @param row number of its row, from the top
   */
  private record LegendEntry(int index, int row, double left) {}

  private List<LegendEntry> legend() {
    List<LegendEntry> entries = new ArrayList<>();
    double left = PlotFrame.LEFT;
    int row = 0;
    for (int i = 0; i < curves.size(); i++) {
      // The font is unknown here; 7.5 units per character is a safe estimate.
      double width = 38 + 7.5 * curves.get(i).line().name().length();
      if (left > PlotFrame.LEFT && left + width > PlotFrame.RIGHT) {
        left = PlotFrame.LEFT;
        row++;
      }
      entries.add(new LegendEntry(i, row, left));
      left += width + 22;
    }
    return entries;
  }

  private void writeLegend(MarkupWriter page, LegendEntry entry, int lastRow) {
    double y = PlotFrame.LEGEND_ROW * (1.0 + entry.row() - lastRow);
    double left = entry.left();
    page.open("g", "class", styleClass(entry.index()));
    PlotFrame.line(page, left, y, left + 30, y);
    if (hasShapes() && curves.get(entry.index()).hasMarkers()) {
      page.empty("path", shapeAttributes(shape(entry.index()), pixels(left + 15), pixels(y)));
    }
    page.close();
    PlotFrame.text(page, curves.get(entry.index()).line().name(), "start", left + 38, y + 4);
  }

  private boolean hasShapes() {
    return curves.stream().filter(curve -> curve.role() == Curve.Role.PLAIN).count() > 1;
  }

  private int shape(int index) {
    return curves.get(index).role() == Curve.Role.PLAIN ? index % SHAPES.size() : 0;
  }

  private String styleClass(int index) {
    return switch (curves.get(index).role()) {
      case TRAINING -> "curve c0 dashed";
      case VALIDATION -> "curve c1";
      case PLAIN -> "curve c" + index % COLORS;
      case REFERENCE -> "curve reference dashed";
    };
  }
}
