package io.sparkrnn.report;

import io.sparkrnn.workload.Scores.Score;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plot of a score of several trainings, one line each, over epochs or replicas. */
public final class ComparisonChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 620;

  /** Share of the width that is left for the plot beside the axis and its labels. */
  private static final double PLOT_SHARE = 0.92;

  /** Color-blind safe palette of Okabe and Ito. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  private ComparisonChart() {}

  /**
   * Line of the plot.
   *
   * @param name label in the legend
   * @param x coordinates on the horizontal axis
   * @param y values at {@code x}
   * @param deviations half lengths of the error bars at {@code x}; empty for none
   */
  public record Line(String name, List<Integer> x, List<Double> y, List<Double> deviations) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      deviations = List.copyOf(deviations);
    }
  }

  /**
   * Draws the plot as a PNG.
   *
   * @param xLabel title of the horizontal axis
   * @param score name of the score; accuracies are drawn in percent
   * @return the PNG; empty, with a warning in the log, if the Java installation cannot draw
   */
  public static Optional<byte[]> png(String xLabel, String score, List<Line> lines) {
    return LearningCurves.orEmpty(
        () -> {
          BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
          var canvas = image.createGraphics();
          try {
            chart(xLabel, score, lines).paint(canvas, WIDTH, HEIGHT);
          } finally {
            canvas.dispose();
          }
          return LearningCurveImage.encode(image);
        });
  }

  private static XYChart chart(String xLabel, String score, List<Line> lines) {
    double unit = Score.isAccuracy(score) ? 100 : 1;
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setXAxisTitle(xLabel);
    chart.setYAxisTitle(DisplayFormat.title(score) + (unit == 100 ? ", %" : ""));
    style(chart.getStyler());
    setTicks(
        chart.getStyler(),
        AxisScale.whole(lines.stream().flatMap(line -> line.x().stream()).mapToDouble(n -> n)));
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series =
          chart.addSeries(
              line.name(),
              line.x(),
              times(unit, line.y()),
              line.deviations().isEmpty() ? null : times(unit, line.deviations()));
      Color color = COLORS.get(i % COLORS.size());
      series.setLineColor(color);
      series.setMarkerColor(color);
      series.setMarker(MARKERS.get(i % MARKERS.size()));
      series.setLineStyle(new BasicStroke(2.5f));
    }
    return chart;
  }

  private static List<Double> times(double unit, List<Double> values) {
    return values.stream().map(value -> unit * value).toList();
  }

  private static void setTicks(XYStyler style, AxisScale x) {
    style.setXAxisMin(x.low());
    style.setXAxisMax(x.high());
    style.setXAxisTickMarkSpacingHint((int) (WIDTH * PLOT_SHARE * x.step() / (x.high() - x.low())));
    style.setxAxisTickLabelsFormattingFunction(x::label);
  }

  private static void style(XYStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setChartFontColor(PanelChart.INK);
    style.setAxisTickLabelsColor(PanelChart.INK);
    style.setChartTitleVisible(false);
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setErrorBarsColorSeriesColor(true);
    style.setDecimalPattern("#0.##");
    style.setChartPadding(18);
    style.setMarkerSize(10);
    style.setAntiAlias(true);
  }
}
