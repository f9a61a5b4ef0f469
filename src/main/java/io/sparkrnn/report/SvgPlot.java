package io.sparkrnn.report;

import static io.sparkrnn.report.Markup.pixels;

import io.sparkrnn.workload.Exhibit.Line;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws curves over common axes as an inline SVG element of 560 by 360 units. Colours and dashes
 * come from the page's style sheet by class name, so that they follow its light or dark scheme.
 */
final class SvgPlot {

  private static final int COLOURS = 6;

  private final PlotFrame frame;
  private final List<Curve> curves;

  private SvgPlot(String title, String xLabel, String yLabel, List<Curve> curves, Scale x) {
    this.frame =
        new PlotFrame(title, xLabel, yLabel, x, Scale.around(Curve.values(curves, Line::y)));
    this.curves = curves;
  }

  /** A plot over any x. */
  static SvgPlot of(String title, String xLabel, String yLabel, List<Curve> curves) {
    return new SvgPlot(title, xLabel, yLabel, curves, Scale.around(Curve.values(curves, Line::x)));
  }

  /** A plot over epochs, with ticks at whole numbers. */
  static SvgPlot overEpochs(String title, String yLabel, List<Curve> curves) {
    return new SvgPlot(title, "Epoch", yLabel, curves, Scale.whole(Curve.values(curves, Line::x)));
  }

  void writeTo(Markup page) {
    frame.open(page, description());
    for (int i = 0; i < curves.size(); i++) {
      writeCurve(page, curves.get(i), look(i));
    }
    writeLegend(page);
    page.close();
  }

  /** What a screen reader says: the title and where each curve ends. */
  private String description() {
    return curves.stream()
        .filter(curve -> !curve.isEmpty() && curve.role() != Curve.Role.REFERENCE)
        .map(SvgPlot::course)
        .collect(Collectors.joining("; ", frame.title() + ": ", ""));
  }

  private static String course(Curve curve) {
    List<Double> y = curve.line().y();
    return "%s from %s to %s"
        .formatted(
            curve.line().name(), Figures.compact(y.get(0)), Figures.compact(y.get(y.size() - 1)));
  }

  private void writeCurve(Markup page, Curve curve, String look) {
    Line line = curve.line();
    page.open("g", "class", look);
    page.empty(
        "polyline",
        "points",
        IntStream.range(0, line.x().size())
            .mapToObj(
                i ->
                    pixels(frame.across(line.x().get(i)))
                        + ","
                        + pixels(frame.down(line.y().get(i))))
            .collect(Collectors.joining(" ")));
    if (curve.hasMarkers()) {
      for (int i = 0; i < line.x().size(); i++) {
        writeMarker(page, line, i);
      }
    }
    page.close();
  }

  /** A dot that tells its values to a mouse that rests on it. */
  private void writeMarker(Markup page, Line line, int i) {
    double px = frame.across(line.x().get(i));
    double py = frame.down(line.y().get(i));
    page.open("circle", "cx", pixels(px), "cy", pixels(py), "r", "4");
    page.element(
        "title",
        String.format(
            Locale.ROOT,
            "%s at %s: %.4f",
            line.name(),
            Figures.compact(line.x().get(i)),
            line.y().get(i)));
    page.close();
  }

  private void writeLegend(Markup page) {
    page.open("g", "class", "legend");
    double left = PlotFrame.legendLeft();
    for (int i = 0; i < curves.size(); i++) {
      String name = curves.get(i).line().name();
      page.open("g", "class", look(i));
      PlotFrame.line(page, left, 20, left + 30, 20);
      page.close();
      PlotFrame.text(page, name, "start", left + 38, 24);
      // Without a font to measure by, seven and a half units a character is a safe guess.
      left += 38 + 7.5 * name.length() + 22;
    }
    page.close();
  }

  private String look(int index) {
    return switch (curves.get(index).role()) {
      case TRAINING -> "curve c0 dashed";
      case VALIDATION -> "curve c1";
      case PLAIN -> "curve c" + index % COLOURS;
      case REFERENCE -> "curve reference dashed";
    };
  }
}
