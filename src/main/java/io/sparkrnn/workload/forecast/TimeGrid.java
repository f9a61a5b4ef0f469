package io.sparkrnn.workload.forecast;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times of a series' equally spaced steps.
 *
 * @param unit unit of the time axis
 * @param first time of the first step: a number, seconds since 1970, or months since year 0
 * @param step time from one step to the next, in the same unit
 */
record TimeGrid(Unit unit, double first, double step) implements Serializable {

  /** Units of the time axis. */
  enum Unit {
    NUMBER,
    SECONDS,
    /** First days of months. */
    MONTHS,
    /** Last days of months. */
    MONTH_ENDS
  }

  /** Tolerance for rounded times, as a fraction of a step. */
  private static final double TOLERANCE = 1e-3;

  private static final double DAY = 24 * 60 * 60;

  /** Returns a grid of row numbers, from 1. */
  static TimeGrid ofRows() {
    return new TimeGrid(Unit.NUMBER, 1, 1);
  }

  static TimeGrid ofNumbers(double[] times) {
    return of(Unit.NUMBER, times);
  }

  /**
   * Returns a grid of months if all of at least three times are first or last days of months, else
   * one of seconds.
   */
  static TimeGrid ofCalendar(double[] seconds) {
    for (Unit unit : new Unit[] {Unit.MONTHS, Unit.MONTH_ENDS}) {
      if (seconds.length > 2 && Arrays.stream(seconds).allMatch(one -> isIn(unit, one))) {
        return of(unit, Arrays.stream(seconds).map(TimeGrid::month).toArray());
      }
    }
    return of(Unit.SECONDS, seconds);
  }

  private static boolean isIn(Unit unit, double seconds) {
    if (seconds % DAY != 0) {
      return false;
    }
    LocalDate day = LocalDate.ofEpochDay((long) Math.floor(seconds / DAY));
    return unit == Unit.MONTHS
        ? day.getDayOfMonth() == 1
        : day.getDayOfMonth() == day.lengthOfMonth();
  }

  private static double month(double seconds) {
    LocalDate day = LocalDate.ofEpochDay((long) Math.floor(seconds / DAY));
    return day.getYear() * 12.0 + day.getMonthValue() - 1;
  }

  /** Returns a grid whose step is the most frequent distance of neighbors; of ties the smallest. */
  private static TimeGrid of(Unit unit, double[] times) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (int i = 1; i < times.length; i++) {
      counts.merge(times[i] - times[i - 1], 1, Integer::sum);
    }
    double step = 1;
    int most = 0;
    for (Map.Entry<Double, Integer> one : counts.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        step = one.getKey();
      }
    }
    return new TimeGrid(unit, times[0], step);
  }

  /** Returns the index of the step at a time, from 0; not a whole number between two steps. */
  double position(double time) {
    double inUnit = unit == Unit.MONTHS || unit == Unit.MONTH_ENDS ? month(time) : time;
    double position = (inUnit - first) / step;
    double whole = Math.rint(position);
    return Math.abs(position - whole) < TOLERANCE ? whole : position;
  }

  /** Returns the time of the step with an index, from 0, in the format of tables. */
  String at(long position) {
    double time = first + step * position;
    return switch (unit) {
      case NUMBER -> number(time);
      case SECONDS -> calendar(time);
      case MONTHS -> month(time, 1).toString();
      case MONTH_ENDS -> {
        LocalDate day = month(time, 1);
        yield day.withDayOfMonth(day.lengthOfMonth()).toString();
      }
    };
  }

  private static LocalDate month(double sinceYear0, int day) {
    long months = Math.round(sinceYear0);
    return YearMonth.of((int) Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1)
        .atDay(day);
  }

  private static String number(double time) {
    return time == Math.rint(time) && Math.abs(time) < 1e15
        ? Long.toString((long) time)
        : Double.toString(time);
  }

  private static String calendar(double seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }
}
