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

  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;
  private static final int LEFT = 66;
  private static final int RIGHT = WIDTH - 14;
  private static final int TOP = 40;
  private static final int BOTTOM = HEIGHT - 52;

  private static final int COLOURS = 6;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Curve> curves;
  private final Scale x;
  private final Scale y;

  private SvgPlot(String title, String xLabel, String yLabel, List<Curve> curves, Scale x) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.curves = curves;
    this.x = x;
    this.y = Scale.around(Curve.values(curves, Line::y));
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
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "plot",
        "role",
        "img",
        "aria-label",
        description(),
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT);
    page.element("title", title);
    writeAxes(page);
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
        .collect(Collectors.joining("; ", title + ": ", ""));
  }

  private static String course(Curve curve) {
    List<Double> y = curve.line().y();
    return "%s from %s to %s"
        .formatted(
            curve.line().name(), Figures.compact(y.get(0)), Figures.compact(y.get(y.size() - 1)));
  }

  private void writeAxes(Markup page) {
    page.open("g", "class", "grid");
    x.tickValues().forEach(tick -> line(page, across(tick), TOP, across(tick), BOTTOM));
    y.tickValues().forEach(tick -> line(page, LEFT, down(tick), RIGHT, down(tick)));
    page.close();
    page.open("g", "class", "axis");
    line(page, LEFT, BOTTOM, RIGHT, BOTTOM);
    line(page, LEFT, TOP, LEFT, BOTTOM);
    page.close();
    page.open("g", "class", "ticks");
    x.tickValues().forEach(tick -> text(page, x.label(tick), "middle", across(tick), BOTTOM + 18));
    y.tickValues().forEach(tick -> text(page, y.label(tick), "end", LEFT - 8, down(tick) + 4));
    page.close();
    page.open("g", "class", "labels");
    text(page, xLabel, "middle", (LEFT + RIGHT) / 2.0, HEIGHT - 12);
    page.element(
        "text",
        yLabel,
        "text-anchor",
        "middle",
        "transform",
        "translate(16 " + (TOP + BOTTOM) / 2 + ") rotate(-90)");
    page.close();
  }

  private void writeCurve(Markup page, Curve curve, String look) {
    Line line = curve.line();
    page.open("g", "class", look);
    page.empty(
        "polyline",
        "points",
        IntStream.range(0, line.x().size())
            .mapToObj(i -> pixels(across(line.x().get(i))) + "," + pixels(down(line.y().get(i))))
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
    double px = across(line.x().get(i));
    double py = down(line.y().get(i));
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
    double left = LEFT;
    for (int i = 0; i < curves.size(); i++) {
      String name = curves.get(i).line().name();
      page.open("g", "class", look(i));
      line(page, left, 20, left + 30, 20);
      page.close();
      text(page, name, "start", left + 38, 24);
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

  private double across(double value) {
    return LEFT + (RIGHT - LEFT) * x.position(value);
  }

  private double down(double value) {
    return BOTTOM - (BOTTOM - TOP) * y.position(value);
  }

  private static void line(Markup page, double x1, double y1, double x2, double y2) {
    page.empty("line", "x1", pixels(x1), "y1", pixels(y1), "x2", pixels(x2), "y2", pixels(y2));
  }

  private static void text(Markup page, String text, String anchor, double x, double y) {
    page.element("text", text, "text-anchor", anchor, "x", pixels(x), "y", pixels(y));
  }
}
