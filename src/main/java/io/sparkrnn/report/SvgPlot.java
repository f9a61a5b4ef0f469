package io.sparkrnn.report;

import static io.sparkrnn.report.MarkupWriter.pixels;

import io.sparkrnn.workload.Figure.Line;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws curves over common axes as an inline SVG element of 560 by 360 units. Colors and dashes
 * come from the page's style sheet by class name, so that they follow its light or dark scheme.
 */
final class SvgPlot {

  private static final int COLORS = 6;

  private final PlotFrame frame;
  private final List<Curve> curves;

  private SvgPlot(String title, String xLabel, String yLabel, List<Curve> curves, AxisScale x) {
    this.frame =
        new PlotFrame(title, xLabel, yLabel, x, AxisScale.around(Curve.values(curves, Line::y)));
    this.curves = curves;
  }

  /** Creates a plot with a continuous horizontal axis. */
  static SvgPlot of(String title, String xLabel, String yLabel, List<Curve> curves) {
    return new SvgPlot(
        title, xLabel, yLabel, curves, AxisScale.around(Curve.values(curves, Line::x)));
  }

  /** Creates a plot over epochs, with ticks at whole numbers. */
  static SvgPlot overEpochs(String title, String yLabel, List<Curve> curves) {
    return new SvgPlot(
        title, "Epoch", yLabel, curves, AxisScale.whole(Curve.values(curves, Line::x)));
  }

  void writeTo(MarkupWriter page) {
    frame.open(page, description());
    for (int i = 0; i < curves.size(); i++) {
      writeCurve(page, curves.get(i), styleClass(i));
    }
    writeLegend(page);
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

  private void writeCurve(MarkupWriter page, Curve curve, String styleClass) {
    Line line = curve.line();
    page.open("g", "class", styleClass);
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
    if (curve.hasMarkers()) {
      for (int i = 0; i < line.x().size(); i++) {
        writeMarker(page, line, i);
      }
    }
    page.close();
  }

  /** Draws a dot with its values as tooltip. */
  private void writeMarker(MarkupWriter page, Line line, int i) {
    double px = frame.pixelX(line.x().get(i));
    double py = frame.pixelY(line.y().get(i));
    page.open("circle", "cx", pixels(px), "cy", pixels(py), "r", "4");
    page.element(
        "title",
        String.format(
            Locale.ROOT,
            "%s at %s: %.4f",
            line.name(),
            DisplayFormat.compact(line.x().get(i)),
            line.y().get(i)));
    page.close();
  }

  private void writeLegend(MarkupWriter page) {
    page.open("g", "class", "legend");
    double left = PlotFrame.legendLeft();
    for (int i = 0; i < curves.size(); i++) {
      String name = curves.get(i).line().name();
      page.open("g", "class", styleClass(i));
      PlotFrame.line(page, left, 20, left + 30, 20);
      page.close();
      PlotFrame.text(page, name, "start", left + 38, 24);
      // The font is unknown here; 7.5 units per character is a safe estimate.
      left += 38 + 7.5 * name.length() + 22;
    }
    page.close();
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
