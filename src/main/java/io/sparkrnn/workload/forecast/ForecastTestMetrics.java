package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a test tells of forecasts, in the series' own unit and beside the naive forecasts of the
 * same steps: the last value, and that of a season ago. The scores are those one step ahead, see
 * {@link Errors}.
 */
final class ForecastTestMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  /** Of so many series the forecasts are kept to be shown. */
  static final int SERIES_KEPT = 6;

  /** Of each of these so many, the earliest: a plot cannot show more. */
  static final int STEPS_KEPT = 2_000;

  private static final Comparator<Shown> IN_TIME =
      Comparator.comparingInt((Shown one) -> one.outlook().series())
          .thenComparingInt(one -> one.outlook().step());

  private final int columns;
  private final int season;
  private final List<Rivals> ahead;
  private final List<Shown> shown = new ArrayList<>();
  private long count;

  /** A forecast that is kept: the outlook of an example and what the network said. */
  record Shown(long index, Outlook outlook, float[] forecast) implements java.io.Serializable {}

  /**
   * Empty metrics.
   *
   * @param columns labels at the front of an example's targets
   * @param horizon steps ahead that are judged
   * @param season steps of a season; 1: there is none
   */
  ForecastTestMetrics(int columns, int horizon, int season) {
    this.columns = columns;
    this.season = season;
    this.ahead = IntStream.range(0, horizon).mapToObj(step -> Rivals.none()).toList();
  }

  /**
   * {@inheritDoc}
   *
   * @param target labels and {@link Outlook}
   * @param output the value's forecasts, [horizon], on the scale of the example's features
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    Outlook outlook = Outlook.in(target, columns);
    if (output.length != ahead.size() || outlook.truth().length != ahead.size()) {
      throw new IllegalArgumentException(
          "example %d has %d steps and %d forecasts, expected %d"
              .formatted(index, outlook.truth().length, output.length, ahead.size()));
    }
    count++;
    ColumnScale scale = outlook.scale();
    double last = scale.unscaled(outlook.last());
    for (int step = 0; step < output.length; step++) {
      double truth = scale.unscaled(outlook.truth()[step]);
      Rivals rivals = ahead.get(step);
      rivals.network().add(truth, scale.unscaled(output[step]), outlook.maseScale());
      rivals.naive().add(truth, last, outlook.maseScale());
      rivals.seasonal().add(truth, scale.unscaled(outlook.seasonal()[step]), outlook.maseScale());
    }
    if (outlook.series() < SERIES_KEPT) {
      shown.add(new Shown(index, outlook, output));
      keepEarliest();
    }
  }

  private void keepEarliest() {
    if (shown.size() < 2 * SERIES_KEPT * STEPS_KEPT) {
      return;
    }
    List<Shown> earliest =
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
    Rivals first = ahead.get(0);
    Errors network = first.network();
    Scores scores =
        Scores.empty()
            .with("mase", network.mase())
            .with("mae", network.mae())
            .with("rmse", network.rmse())
            .with("smape", network.smape())
            .with("naive_mase", first.naive().mase())
            .with("naive_mae", first.naive().mae())
            .with("naive_rmse", first.naive().rmse())
            .with("naive_smape", first.naive().smape());
    return season == 1
        ? scores
        : scores
            .with("seasonal_naive_mase", first.seasonal().mase())
            .with("seasonal_naive_mae", first.seasonal().mae())
            .with("seasonal_naive_rmse", first.seasonal().rmse())
            .with("seasonal_naive_smape", first.seasonal().smape());
  }

  @Override
  public List<Exhibit> exhibits() {
    return count == 0 ? List.of() : ForecastExhibits.ofErrors(ahead, season);
  }

  /** The earliest forecasts of a series in the order of time; empty if there are none. */
  List<Shown> ofSeries(int series) {
    return shown.stream()
        .filter(one -> one.outlook().series() == series)
        .sorted(IN_TIME)
        .limit(STEPS_KEPT)
        .toList();
  }

  /** The series of which there are forecasts to show, by number. */
  Stream<Integer> seriesShown() {
    return shown.stream().map(one -> one.outlook().series()).distinct().sorted();
  }

  int season() {
    return season;
  }
}
