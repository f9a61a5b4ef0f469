package io.sparkrnn.report;

import io.sparkrnn.workload.Exhibit.Line;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of the learning curves as a chart. */
final class PanelChart {

  /** Blue and vermilion of Okabe and Ito, which colour-blind readers can tell apart. */
  private static final Color TRAINING = new Color(0x0072B2);

  private static final Color VALIDATION = new Color(0xD55E00);
  static final Color INK = new Color(0x1F2933);
  private static final Color GRID = new Color(0xE4E7EB);

  /** The chart's part that XChart leaves to the plot, near enough to choose ticks by. */
  private static final double PLOT_SHARE = 0.78;

  private PanelChart() {}

  static XYChart of(Panel panel, int width, int height) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle("Epoch");
    Scale epochs = Scale.whole(Curve.values(panel.curves(), Line::x));
    Scale values = Scale.around(Curve.values(panel.curves(), Line::y));
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

  /** Hands XChart ranges and tick distances under which it chooses the scales' own ticks. */
  private static void scale(XYChart chart, Scale epochs, Scale values, int width, int height) {
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

  private static int spacing(Scale scale, int pixels) {
    return (int) Math.round(scale.step() / (scale.high() - scale.low()) * pixels * PLOT_SHARE);
  }

  /** Curves that end high leave room at the bottom right, and the other way round. */
  private static void legendAwayFrom(Panel panel, Scale values, XYStyler style) {
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
    Color colour = training ? TRAINING : VALIDATION;
    XYSeries series = chart.addSeries(curve.line().name(), curve.line().x(), curve.line().y());
    series.setMarker(curve.hasMarkers() ? marker(training) : SeriesMarkers.NONE);
    series.setMarkerColor(colour);
    series.setLineColor(colour);
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
