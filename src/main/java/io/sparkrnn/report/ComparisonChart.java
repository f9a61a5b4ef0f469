package io.sparkrnn.report;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores.Score;
import java.util.List;
import java.util.Optional;

/** Plot of a score of several trainings, one line each, over epochs, replicas or executors. */
public final class ComparisonChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;

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

    private Curve curve(double unit) {
      return new Curve(
          new Figure.Line(name, x.stream().map(Integer::doubleValue).toList(), times(unit, y)),
          Curve.Role.PLAIN,
          times(unit, deviations));
    }

    private Curve overLogarithms() {
      return new Curve(
          new Figure.Line(
              name, x.stream().map(number -> Math.log(number) / Math.log(2)).toList(), y),
          Curve.Role.PLAIN,
          deviations);
    }

    private static List<Double> times(double unit, List<Double> values) {
      return values.stream().map(value -> unit * value).toList();
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
    double unit = Score.isAccuracy(score) ? 100 : 1;
    String title = DisplayFormat.title(score);
    SvgPlot plot =
        SvgPlot.overWholeNumbers(
            title,
            xLabel,
            title + (unit == 100 ? ", %" : ""),
            lines.stream().map(line -> line.curve(unit)).toList());
    return LearningCurves.orEmpty(() -> PlotImage.png(WIDTH, HEIGHT, plot::writeTo));
  }

  /**
   * Draws lines over numbers that double, such as those of executors, as a PNG.
   *
   * @return the PNG; empty, with a warning in the log, if the Java installation cannot draw
   */
  public static Optional<byte[]> overPowersOfTwo(
      String title, String xLabel, String yLabel, List<Line> lines) {
    SvgPlot plot =
        SvgPlot.overPowersOfTwo(
            title, xLabel, yLabel, lines.stream().map(Line::overLogarithms).toList());
    return LearningCurves.orEmpty(() -> PlotImage.png(WIDTH, HEIGHT, plot::writeTo));
  }
}
