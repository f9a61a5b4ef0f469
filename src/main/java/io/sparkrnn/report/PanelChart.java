package io.sparkrnn.report;

import io.sparkrnn.workload.Figure.Line;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Builds the chart of one panel of the learning curves. */
final class PanelChart {

  /** Blue and vermilion of the color-blind safe palette of Okabe and Ito. */
  private static final Color TRAINING = new Color(0x0072B2);

  private static final Color VALIDATION = new Color(0xD55E00);
  static final Color INK = new Color(0x1F2933);
  private static final Color GRID = new Color(0xE4E7EB);

  /** Approximate share of the chart that the plot takes, to compute tick distances. */
  private static final double PLOT_SHARE = 0.78;

  private PanelChart() {}

  static XYChart of(Panel panel, int width, int height) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle("Epoch");
    AxisScale epochs = AxisScale.whole(Curve.values(panel.curves(), Line::x));
    AxisScale values = AxisScale.around(Curve.values(panel.curves(), Line::y));
    style(chart.getStyler());
    scale(chart, epochs, values, width, height);
    legendAwayFrom(panel, values, chart.getStyler());
    panel.curves().forEach(curve -> add(chart, curve));
    return chart;
  }

  private static void style(XYStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setChartFontColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setChartTitleVisible(false);
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    style.setLegendBorderColor(GRID);
    style.setLegendSeriesLineLength(42);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(GRID);
    style.setYAxisTitleVisible(false);
    style.setChartPadding(18);
    style.setMarkerSize(9);
    style.setAntiAlias(true);
  }

  /** Sets ranges and tick distances such that XChart places its ticks as the scales do. */
  private static void scale(
      XYChart chart, AxisScale epochs, AxisScale values, int width, int height) {
    XYStyler style = chart.getStyler();
    style.setPlotContentSize(0.98);
    style.setXAxisMin(epochs.low());
    style.setXAxisMax(epochs.high());
    style.setYAxisMin(values.low());
    style.setYAxisMax(values.high());
    style.setXAxisTickMarkSpacingHint(spacing(epochs, width));
    style.setYAxisTickMarkSpacingHint(spacing(values, height));
    style.setxAxisTickLabelsFormattingFunction(epochs::label);
    style.setyAxisTickLabelsFormattingFunction(values::label);
  }

  private static int spacing(AxisScale scale, int pixels) {
    return (int) Math.round(scale.step() / (scale.high() - scale.low()) * pixels * PLOT_SHARE);
  }

  /** Places the legend at the bottom right if the curves end high, else at the top right. */
  private static void legendAwayFrom(Panel panel, AxisScale values, XYStyler style) {
    double end =
        panel.curves().stream()
            .map(curve -> curve.line().y())
            .mapToDouble(y -> values.position(y.get(y.size() - 1)))
            .average()
            .orElse(0);
    style.setLegendPosition(end > 0.5 ? LegendPosition.InsideSE : LegendPosition.InsideNE);
  }

  private static void add(XYChart chart, Curve curve) {
    boolean training = curve.role() == Curve.Role.TRAINING;
    Color color = training ? TRAINING : VALIDATION;
    XYSeries series = chart.addSeries(curve.line().name(), curve.line().x(), curve.line().y());
    series.setMarker(curve.hasMarkers() ? marker(training) : SeriesMarkers.NONE);
    series.setMarkerColor(color);
    series.setLineColor(color);
    series.setLineStyle(stroke(training));
  }

  private static Marker marker(boolean training) {
    return training ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE;
  }

  private static BasicStroke stroke(boolean dashed) {
    float[] dash = dashed ? new float[] {9, 6} : null;
    return new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }
}
