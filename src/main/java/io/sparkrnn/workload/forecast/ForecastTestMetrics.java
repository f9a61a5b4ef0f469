package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Metrics of the test of a forecast, with other forecasts of the same steps as baselines: a linear
 * model, the last value, and the value of one season ago. The scores are {@link ForecastErrors} one
 * step ahead.
 */
final class ForecastTestMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  /** Number of series whose forecasts are kept for figures. */
  static final int SERIES_KEPT = 6;

  /** Maximum number of forecasts kept of each such series, the earliest ones. */
  static final int STEPS_KEPT = 2_000;

  private static final Comparator<KeptForecast> IN_TIME =
      Comparator.comparingInt((KeptForecast one) -> one.outlook().series())
          .thenComparingInt(one -> one.outlook().step());

  private final int season;
  private final boolean judgesLinear;
  private final WindowTransform transform;

  /** Transient, because only {@link #add} needs it; it is not sent back from the executors. */
  private final transient Optional<LinearForecast> linear;

  private final List<ErrorComparison> ahead;
  private final List<KeptForecast> shown = new ArrayList<>();
  private long count;

  /**
   * A forecast that is kept for figures.
   *
   * @param index the example's index in the test split
   * @param outlook the true values and the scale of the example
   * @param forecast the network's forecast, [horizon], on the example's scale
   */
  record KeptForecast(long index, ForecastTargets outlook, float[] forecast)
      implements Serializable {}

  /**
   * Empty metrics.
   *
   * @param horizon number of steps ahead that are evaluated
   * @param season steps of a season; 1 if there is none
   * @param transform converts windows to inputs of the linear model
   * @param linear the linear model; empty: there is none
   */
  ForecastTestMetrics(
      int horizon, int season, WindowTransform transform, Optional<LinearForecast> linear) {
    this.season = season;
    this.transform = transform;
    this.linear = linear;
    this.judgesLinear = linear.isPresent();
    this.ahead = IntStream.range(0, horizon).mapToObj(step -> ErrorComparison.none()).toList();
  }

  /** Refuses an example without its metadata. */
  @Override
  public void add(long index, float[] target, float[] output) {
    throw new IllegalArgumentException(
        "example %d has no metadata, which the errors of a forecast need".formatted(index));
  }

  /**
   * {@inheritDoc}
   *
   * @param output the value's forecasts, [horizon], on the scale of the example's features
   */
  @Override
  public void add(Example example, float[] output) {
    long index = example.index();
    ForecastTargets outlook = ForecastTargets.of(example);
    if (output.length != ahead.size() || outlook.truth().length != ahead.size()) {
      throw new IllegalArgumentException(
          "example %d has %d steps and %d forecasts, expected %d"
              .formatted(index, outlook.truth().length, output.length, ahead.size()));
    }
    count++;
    ColumnScale scale = outlook.scale();
    double last = scale.unscaled(outlook.last());
    Optional<float[]> ofLinear =
        linear.map(model -> model.predict(transform, example.features(), output.length));
    for (int step = 0; step < output.length; step++) {
      double truth = scale.unscaled(outlook.truth()[step]);
      ErrorComparison errors = ahead.get(step);
      errors.network().add(truth, scale.unscaled(output[step]), outlook.maseScale());
      if (ofLinear.isPresent()) {
        errors.linear().add(truth, scale.unscaled(ofLinear.get()[step]), outlook.maseScale());
      }
      errors.naive().add(truth, last, outlook.maseScale());
      errors.seasonal().add(truth, scale.unscaled(outlook.seasonal()[step]), outlook.maseScale());
    }
    if (outlook.series() < SERIES_KEPT) {
      shown.add(new KeptForecast(index, outlook, output));
      keepEarliest();
    }
  }

  private void keepEarliest() {
    if (shown.size() < 2 * SERIES_KEPT * STEPS_KEPT) {
      return;
    }
    List<KeptForecast> earliest =
        IntStream.range(0, SERIES_KEPT)
            .boxed()
            .flatMap(series -> ofSeries(series).stream())
            .toList();
    shown.clear();
    shown.addAll(earliest);
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof ForecastTestMetrics that) || that.ahead.size() != ahead.size()) {
      throw new IllegalArgumentException(
          "cannot merge %s into test metrics of %d steps"
              .formatted(other.getClass().getSimpleName(), ahead.size()));
    }
    count += that.count;
    for (int step = 0; step < ahead.size(); step++) {
      ahead.get(step).merge(that.ahead.get(step));
    }
    shown.addAll(that.shown);
    keepEarliest();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    ErrorComparison first = ahead.get(0);
    Scores scores = with(Scores.empty(), "", first.network());
    if (judgesLinear) {
      scores = with(scores, "linear_", first.linear());
    }
    scores = with(scores, "naive_", first.naive());
    return season == 1 ? scores : with(scores, "seasonal_naive_", first.seasonal());
  }

  private static Scores with(Scores scores, String prefix, ForecastErrors errors) {
    return scores
        .with(prefix + "mase", errors.mase())
        .with(prefix + "mae", errors.mae())
        .with(prefix + "rmse", errors.rmse())
        .with(prefix + "smape", errors.smape());
  }

  @Override
  public List<Figure> figures() {
    return count == 0 ? List.of() : ForecastFigures.ofErrors(ahead, season, judgesLinear);
  }

  /** Returns the kept forecasts of a series in the order of time; may be empty. */
  List<KeptForecast> ofSeries(int series) {
    return shown.stream()
        .filter(one -> one.outlook().series() == series)
        .sorted(IN_TIME)
        .limit(STEPS_KEPT)
        .toList();
  }

  /** Returns the numbers of the series with kept forecasts, ascending. */
  Stream<Integer> seriesShown() {
    return shown.stream().map(one -> one.outlook().series()).distinct().sorted();
  }

  int season() {
    return season;
  }
}
