package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Line;
import io.sparkrnn.workload.Figure.LinePlot;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Tables and plots of forecasts and their errors. */
final class ForecastFigures {

  private ForecastFigures() {}

  /**
   * Returns tables and a plot of the errors.
   *
   * @param ahead errors by the number of steps ahead, from one step
   * @param season steps of a season; 1 if there is none
   * @param linear whether there are errors of a linear model
   */
  static List<Figure> ofErrors(List<ErrorComparison> ahead, int season, boolean linear) {
    List<Kind> kinds = kinds(season, linear);
    List<Figure> figures = new ArrayList<>();
    figures.add(oneStep(ahead.get(0), season, kinds, linear));
    figures.add(horizons(ahead, kinds));
    if (ahead.size() > 1) {
      figures.add(curve(ahead, kinds));
    }
    return figures;
  }

  /** A kind of forecast and its errors. */
  private record Kind(String name, Function<ErrorComparison, ForecastErrors> errors) {}

  private static List<Kind> kinds(int season, boolean linear) {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind("network", ErrorComparison::network));
    if (linear) {
      kinds.add(new Kind("linear baseline", ErrorComparison::linear));
    }
    kinds.add(new Kind("last value", ErrorComparison::naive));
    if (season > 1) {
      kinds.add(new Kind(season + " steps ago", ErrorComparison::seasonal));
    }
    return kinds;
  }

  private static Table oneStep(
      ErrorComparison first, int season, List<Kind> kinds, boolean linear) {
    return new Table(
        "One step ahead",
        "MASE is the mean absolute error divided by that of the forecast '%s' on the training split: below 1, the forecast is better.%s"
            .formatted(
                season > 1 ? season + " steps ago" : "last value",
                linear
                    ? " The linear baseline is a ridge regression on the same window of steps; its"
                        + " penalty was chosen on the validation split."
                    : ""),
        TableStyle.PLAIN,
        List.of("Forecast", "MASE", "MAE", "RMSE", "sMAPE, %"),
        kinds.stream().map(kind -> row(kind.name(), kind.errors().apply(first))).toList());
  }

  private static List<String> row(String name, ForecastErrors errors) {
    return List.of(
        name,
        number(errors.mase()),
        number(errors.mae()),
        number(errors.rmse()),
        number(errors.smape()));
  }

  private static Table horizons(List<ErrorComparison> ahead, List<Kind> kinds) {
    List<String> header = new ArrayList<>(List.of("Steps ahead", "Forecasts", "Network"));
    kinds.stream()
        .skip(1)
        .map(
            kind -> kind.name().substring(0, 1).toUpperCase(Locale.ROOT) + kind.name().substring(1))
        .forEach(header::add);
    List<List<String>> rows =
        IntStream.range(0, ahead.size())
            .mapToObj(
                step -> {
                  ErrorComparison one = ahead.get(step);
                  List<String> row = new ArrayList<>();
                  row.add(Integer.toString(step + 1));
                  row.add(String.format(Locale.ROOT, "%,d", one.network().count()));
                  kinds.forEach(kind -> row.add(number(kind.errors().apply(one).mase())));
                  return row;
                })
            .toList();
    return new Table(
        "Several steps ahead",
        "MASE by the number of steps ahead. The network predicts several steps by reading its own"
            + " predictions as inputs.",
        TableStyle.PLAIN,
        header,
        rows);
  }

  private static LinePlot curve(List<ErrorComparison> ahead, List<Kind> kinds) {
    List<Line> lines =
        kinds.stream()
            .map(kind -> line(kind.name(), ahead, one -> kind.errors().apply(one).mase()))
            .toList();
    return new LinePlot("MASE by steps ahead", "", "Steps ahead", "MASE", lines);
  }

  private static Line line(
      String name, List<ErrorComparison> ahead, ToDoubleFunction<ErrorComparison> mase) {
    return new Line(
        name,
        IntStream.rangeClosed(1, ahead.size()).mapToObj(step -> (double) step).toList(),
        ahead.stream().map(mase::applyAsDouble).toList());
  }

  /**
   * Returns a plot of the one-step forecasts for the test split of a series.
   *
   * @param shown the forecasts in the order of time
   */
  static LinePlot oneStepOf(String name, List<ForecastTestMetrics.KeptForecast> shown) {
    List<Double> steps = new ArrayList<>();
    List<Double> truth = new ArrayList<>();
    List<Double> forecast = new ArrayList<>();
    for (ForecastTestMetrics.KeptForecast one : shown) {
      ColumnScale scale = one.outlook().scale();
      steps.add((double) one.outlook().step());
      truth.add(scale.unscaled(one.outlook().truth()[0]));
      forecast.add(scale.unscaled(one.forecast()[0]));
    }
    return new LinePlot(
        name + ", one step ahead",
        "Each forecast uses the true values before it. Series are numbered in the order of their"
            + " names."
            + (shown.size() < ForecastTestMetrics.STEPS_KEPT
                ? ""
                : " The first %,d steps of the test.".formatted(shown.size())),
        "Step",
        "Value",
        List.of(new Line("true value", steps, truth), new Line("forecast", steps, forecast)));
  }

  /**
   * Returns a plot of the forecast of all steps of the horizon from one step on.
   *
   * @param before the values of the input window, on the example's scale
   * @param season steps of a season; 1 if there is none
   */
  static LinePlot horizonOf(
      String name, float[] before, ForecastTestMetrics.KeptForecast shown, int season) {
    ForecastTargets outlook = shown.outlook();
    List<Line> lines = new ArrayList<>();
    float[] known = new float[before.length + outlook.truth().length];
    System.arraycopy(before, 0, known, 0, before.length);
    System.arraycopy(outlook.truth(), 0, known, before.length, outlook.truth().length);
    lines.add(line("true value", outlook.scale(), outlook.step() - before.length, known));
    lines.add(line("forecast", outlook.scale(), outlook.step(), shown.forecast()));
    if (season > 1) {
      lines.add(line(season + " steps ago", outlook.scale(), outlook.step(), outlook.seasonal()));
    }
    return new LinePlot(
        "%s, %d steps ahead".formatted(name, outlook.truth().length),
        "The forecast uses only the values before step %d.".formatted(outlook.step()),
        "Step",
        "Value",
        lines);
  }

  private static Line line(String name, ColumnScale scale, int first, float[] numbers) {
    return new Line(
        name,
        IntStream.range(0, numbers.length).mapToObj(i -> (double) (first + i)).toList(),
        IntStream.range(0, numbers.length).mapToObj(i -> scale.unscaled(numbers[i])).toList());
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.1f", value);
  }
}
