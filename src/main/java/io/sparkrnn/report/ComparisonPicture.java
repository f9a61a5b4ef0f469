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

/** A score of several trainings in one plot, a line each, against epochs or replicas. */
public final class ComparisonPicture {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 620;

  /** What the axis and its labels leave of the width. */
  private static final double PLOT_SHARE = 0.92;

  /** Okabe and Ito's colours, which colour-blind readers can tell apart. */
  private static final List<Color> COLOURS =
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

  private ComparisonPicture() {}

  /**
   * A line of the picture, point by point.
   *
   * @param x whole numbers, across
   * @param y up
   * @param deviations above and below; empty: none are drawn
   */
  public record Line(String name, List<Integer> x, List<Double> y, List<Double> deviations) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      deviations = List.copyOf(deviations);
    }
  }

  /**
   * A PNG.
   *
   * @param across what the horizontal axis counts
   * @param score the name of what is drawn; accuracies are drawn in percent
   * @return empty, with a warning in the log, if the Java installation cannot draw
   */
  public static Optional<byte[]> png(String across, String score, List<Line> lines) {
    return LearningCurves.orEmpty(
        () -> {
          BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
          var canvas = image.createGraphics();
          try {
            chart(across, score, lines).paint(canvas, WIDTH, HEIGHT);
          } finally {
            canvas.dispose();
          }
          return CurvePicture.encode(image);
        });
  }

  private static XYChart chart(String across, String score, List<Line> lines) {
    double unit = Score.isAccuracy(score) ? 100 : 1;
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(Figures.title(score) + (unit == 100 ? ", %" : ""));
    style(chart.getStyler());
    place(
        chart.getStyler(),
        Scale.whole(lines.stream().flatMap(line -> line.x().stream()).mapToDouble(n -> n)));
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries series =
          chart.addSeries(
              line.name(),
              line.x(),
              times(unit, line.y()),
              line.deviations().isEmpty() ? null : times(unit, line.deviations()));
      Color colour = COLOURS.get(i % COLOURS.size());
      series.setLineColor(colour);
      series.setMarkerColor(colour);
      series.setMarker(MARKERS.get(i % MARKERS.size()));
      series.setLineStyle(new BasicStroke(2.5f));
    }
    return chart;
  }

  private static List<Double> times(double unit, List<Double> values) {
    return values.stream().map(value -> unit * value).toList();
  }

  private static void place(XYStyler style, Scale x) {
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
