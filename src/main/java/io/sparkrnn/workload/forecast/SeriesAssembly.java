package io.sparkrnn.workload.forecast;

import io.sparkrnn.data.Observation;
import io.sparkrnn.data.Timestamp;
import io.sparkrnn.workload.forecast.ForecastSettings.Irregular;
import io.sparkrnn.workload.forecast.ForecastSettings.Missing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Assembles the rows of a series: sorts them by time and fills gaps. */
record SeriesAssembly(Missing missing, Irregular irregular) implements Serializable {

  /** Longest gap between two rows, in steps; a longer one means that a time is wrong. */
  private static final double LONGEST_GAP = 10_000;

  /**
   * A series, or the reason why it cannot be used. The lists have at most one element; they replace
   * {@link java.util.Optional}, which is not serializable.
   *
   * @param name the series' name
   * @param series the series
   * @param faults a message with the problem, its location and what to do
   */
  record Assembled(String name, List<Series> series, List<String> faults) implements Serializable {}

  /** Thrown if rows cannot be assembled to a series. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message, null, false, false);
    }
  }

  Assembled assemble(String name, Iterable<Observation> rows) {
    List<Observation> sorted = new ArrayList<>();
    rows.forEach(sorted::add);
    sorted.sort(
        Comparator.<Observation>comparingDouble(
                row -> row.moment().kind() == Timestamp.Kind.ROW ? 0 : row.moment().at())
            .thenComparing(Observation::origin)
            .thenComparingLong(Observation::row));
    try {
      return new Assembled(name, List.of(series(name, sorted)), List.of());
    } catch (Fault fault) {
      return new Assembled(
          name, List.of(), List.of(Series.title(name) + ": " + fault.getMessage()));
    }
  }

  private Series series(String name, List<Observation> rows) throws Fault {
    requireTimes(rows);
    TimeGrid grid = grid(rows);
    double[][] values =
        irregular == Irregular.ACCEPT
            ? rows.stream().map(SeriesAssembly::numbers).toArray(double[][]::new)
            : onGrid(rows, grid);
    int from = firstWhole(values);
    double[][] whole = Arrays.copyOfRange(values, from, values.length);
    long filled = fill(whole, rows);
    return new Series(
        name,
        whole,
        new TimeGrid(grid.unit(), grid.first() + from * grid.step(), grid.step()),
        filled);
  }

  private static void requireTimes(List<Observation> rows) throws Fault {
    for (int i = 1; i < rows.size(); i++) {
      Observation row = rows.get(i);
      Observation before = rows.get(i - 1);
      if (row.moment().kind() != before.moment().kind()) {
        throw new Fault(
            "%s has a number where %s has a date; expected one kind of time"
                .formatted(place(row), place(before)));
      }
      if (row.moment().kind() != Timestamp.Kind.ROW && row.moment().at() == before.moment().at()) {
        throw new Fault(
            "%s has the time of %s, expected each once; is forecast.input.series-column missing?"
                .formatted(place(row), place(before)));
      }
    }
  }

  private static TimeGrid grid(List<Observation> rows) {
    double[] times = rows.stream().mapToDouble(row -> row.moment().at()).toArray();
    return switch (rows.get(0).moment().kind()) {
      case ROW -> TimeGrid.ofRows();
      case NUMBER -> TimeGrid.ofNumbers(times);
      case CALENDAR -> TimeGrid.ofCalendar(times);
    };
  }

  /** Returns the numbers by step, [steps][columns]; NaN for steps without a row. */
  private double[][] onGrid(List<Observation> rows, TimeGrid grid) throws Fault {
    if (rows.get(0).moment().kind() == Timestamp.Kind.ROW) {
      return rows.stream().map(SeriesAssembly::numbers).toArray(double[][]::new);
    }
    List<double[]> values = new ArrayList<>();
    Observation before = rows.get(0);
    for (Observation row : rows) {
      double position = grid.position(row.moment().at());
      if (position != Math.rint(position) || position - values.size() > LONGEST_GAP) {
        throw new Fault(
            ("%s is %s steps after the first row, and most rows are one step of %s apart; expected"
                    + " whole steps: correct the times, or set forecast.irregular = accept to treat"
                    + " rows as equally far apart")
                .formatted(place(row), position, grid.step()));
      }
      if (position > values.size() && missing == Missing.FAIL) {
        throw new Fault(
            ("%.0f step(s) are missing between %s and %s; set forecast.missing = linear or previous"
                    + " to fill them, or forecast.irregular = accept to treat rows as equally far"
                    + " apart")
                .formatted(position - values.size(), place(before), place(row)));
      }
      while (values.size() < position) {
        double[] none = new double[row.numbers().size()];
        Arrays.fill(none, Double.NaN);
        values.add(none);
      }
      values.add(numbers(row));
      before = row;
    }
    return values.toArray(double[][]::new);
  }

  /**
   * Returns the first step with a number in every column; the steps before it cannot be filled and
   * are left out.
   */
  private static int firstWhole(double[][] values) throws Fault {
    for (int step = 0; step < values.length; step++) {
      if (Arrays.stream(values[step]).noneMatch(Double::isNaN)) {
        return step;
      }
    }
    throw new Fault("no row has a number in every column, expected at least one");
  }

  private long fill(double[][] values, List<Observation> rows) throws Fault {
    long filled = 0;
    for (int column = 0; column < values[0].length; column++) {
      int next = 0;
      for (int step = 1; step < values.length; step++) {
        if (Double.isNaN(values[step][column])) {
          if (missing == Missing.FAIL) {
            throw new Fault(
                "%s has a missing number; set forecast.missing = linear or previous to fill it"
                    .formatted(firstMissing(rows)));
          }
          next = Math.max(next, step + 1);
          while (next < values.length && Double.isNaN(values[next][column])) {
            next++;
          }
          values[step][column] = filling(values, step, next, column);
          filled++;
        }
      }
    }
    return filled;
  }

  private static String firstMissing(List<Observation> rows) {
    boolean begun = false;
    for (Observation row : rows) {
      boolean missing = row.numbers().stream().anyMatch(number -> number.isNaN());
      if (missing && begun) {
        return place(row);
      }
      begun |= !missing;
    }
    throw new IllegalStateException("all rows have numbers");
  }

  /**
   * Returns the replacement of a missing number.
   *
   * @param next the step of the next known number; the number of steps if there is none
   */
  private double filling(double[][] values, int step, int next, int column) {
    double before = values[step - 1][column];
    return missing == Missing.LINEAR && next < values.length
        ? before + (values[next][column] - before) / (next - step + 1)
        : before;
  }

  private static double[] numbers(Observation row) {
    return row.numbers().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String place(Observation row) {
    return "%s: row %d".formatted(row.origin(), row.row());
  }
}
