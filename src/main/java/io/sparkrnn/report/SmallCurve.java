package io.sparkrnn.report;

import static io.sparkrnn.report.MarkupWriter.pixels;

import java.util.ArrayList;
import java.util.List;

/**
 * Curve of one score over the epochs, of the size of a line of text, without axes.
 *
 * @param name name of the score
 * @param values values by epoch; those that are not finite are left out
 */
record SmallCurve(String name, List<Double> values) {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 30;
  private static final int MARGIN = 3;

  /** Number of points above which only some are drawn: there is a pixel for each. */
  private static final int MOST_POINTS = 100;

  static SmallCurve of(String name, List<Double> values) {
    return new SmallCurve(name, List.copyOf(values));
  }

  void writeTo(MarkupWriter page) {
    List<Integer> epochs = new ArrayList<>();
    int step = Math.max(1, values.size() / MOST_POINTS);
    for (int i = 0; i < values.size(); i++) {
      if (Double.isFinite(values.get(i)) && (i % step == 0 || i == values.size() - 1)) {
        epochs.add(i);
      }
    }
    if (epochs.isEmpty()) {
      page.text(DisplayFormat.NONE);
      return;
    }
    double low = epochs.stream().mapToDouble(values::get).min().orElseThrow();
    double high = epochs.stream().mapToDouble(values::get).max().orElseThrow();
    StringBuilder points = new StringBuilder();
    for (int i : epochs) {
      points
          .append(pixels(x(i)))
          .append(',')
          .append(pixels(y(values.get(i), low, high)))
          .append(' ');
    }
    int last = epochs.get(epochs.size() - 1);
    String description =
        "%s by epoch: from %s to %s"
            .formatted(
                DisplayFormat.epochScore(name),
                DisplayFormat.compact(values.get(epochs.get(0))),
                DisplayFormat.compact(values.get(last)));
    page.open(
        "svg",
        "xmlns",
        PlotFrame.SVG,
        "class",
        "small-curve",
        "role",
        "img",
        "aria-label",
        description,
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT);
    page.element("title", description);
    page.open("g", "class", "curve c1");
    page.empty("polyline", "points", points.toString().strip());
    page.empty(
        "circle",
        "class",
        "marker",
        "cx",
        pixels(x(last)),
        "cy",
        pixels(y(values.get(last), low, high)),
        "r",
        "3");
    page.close();
    page.close();
  }

  private double x(int epoch) {
    double share = values.size() == 1 ? 0.5 : (double) epoch / (values.size() - 1);
    return MARGIN + share * (WIDTH - 2 * MARGIN);
  }

  private static double y(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
  }
}
