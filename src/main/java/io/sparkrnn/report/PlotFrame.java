package io.sparkrnn.report;

import static io.sparkrnn.report.MarkupWriter.pixels;

/**
 * Axes, grid and labels of a plot of 560 by 360 units, as an inline SVG element. Colors come from
 * the page's style sheet by class name, so that they follow its light or dark scheme.
 */
record PlotFrame(String title, String xLabel, String yLabel, AxisScale x, AxisScale y) {

  static final String SVG = "http://www.w3.org/2000/svg";

  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;

  /** Left edge of the plot and its legend. */
  static final int LEFT = 66;

  /** Right edge of the plot and its legend. */
  static final int RIGHT = WIDTH - 14;

  /** Height of a row of the legend; the middle of the last one is as far from the top. */
  static final int LEGEND_ROW = 20;

  private static final int TOP = 40;
  private static final int BOTTOM = HEIGHT - 52;

  /**
   * Opens the element and draws axes, grid and labels; the caller draws the rest and closes it.
   *
   * @param description text for screen readers
   * @param moreRows rows of the legend beyond the first, for which the plot becomes higher
   */
  void open(MarkupWriter page, String description, int moreRows) {
    int above = LEGEND_ROW * moreRows;
    page.open(
        "svg",
        "xmlns",
        SVG,
        "class",
        "plot",
        "role",
        "img",
        "aria-label",
        description,
        "viewBox",
        "0 " + -above + " " + WIDTH + " " + (HEIGHT + above));
    page.element("title", title);
    writeAxes(page);
  }

  private void writeAxes(MarkupWriter page) {
    page.open("g", "class", "grid");
    x.tickValues().forEach(tick -> line(page, pixelX(tick), TOP, pixelX(tick), BOTTOM));
    y.tickValues().forEach(tick -> line(page, LEFT, pixelY(tick), RIGHT, pixelY(tick)));
    page.close();
    page.open("g", "class", "axis");
    line(page, LEFT, BOTTOM, RIGHT, BOTTOM);
    line(page, LEFT, TOP, LEFT, BOTTOM);
    page.close();
    page.open("g", "class", "ticks");
    x.tickValues().forEach(tick -> text(page, x.label(tick), "middle", pixelX(tick), BOTTOM + 18));
    y.tickValues().forEach(tick -> text(page, y.label(tick), "end", LEFT - 8, pixelY(tick) + 4));
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

  /** Returns the horizontal position of a value, in units from the left. */
  double pixelX(double value) {
    return LEFT + (RIGHT - LEFT) * x.position(value);
  }

  /** Returns the vertical position of a value, in units from the top. */
  double pixelY(double value) {
    return BOTTOM - (BOTTOM - TOP) * y.position(value);
  }

  static void line(MarkupWriter page, double x1, double y1, double x2, double y2) {
    page.empty("line", "x1", pixels(x1), "y1", pixels(y1), "x2", pixels(x2), "y2", pixels(y2));
  }

  static void text(MarkupWriter page, String text, String anchor, double x, double y) {
    page.element("text", text, "text-anchor", anchor, "x", pixels(x), "y", pixels(y));
  }
}
