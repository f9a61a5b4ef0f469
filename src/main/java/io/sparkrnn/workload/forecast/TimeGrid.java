package io.sparkrnn.workload.forecast;

import static java.util.Objects.requireNonNull;

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
 * Where the steps of a series stand in time.
 *
 * @param first the place of the first step: a number, seconds since 1970, or months since year 0
 * @param step from one to the next, in the same unit
 */
record TimeGrid(Unit unit, double first, double step) implements Serializable {

  /** What places are counted in. */
  enum Unit {
    NUMBER,
    SECONDS,
    /** First days of months. */
    MONTHS,
    /** Last days of months. */
    MONTH_ENDS
  }

  /** By how much of a step a time may be off: times are often rounded. */
  private static final double TOLERANCE = 1e-3;

  private static final double DAY = 24 * 60 * 60;

  TimeGrid {
    requireNonNull(unit, "unit is null");
  }

  /** Rows in their order, from 1. */
  static TimeGrid ofRows() {
    return new TimeGrid(Unit.NUMBER, 1, 1);
  }

  static TimeGrid ofNumbers(double[] times) {
    return of(Unit.NUMBER, times);
  }

  /** A grid of months if all times are first or last days of months, else one of seconds. */
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

  /** The step is the distance that most neighbours have; of several, the smallest. */
  private static TimeGrid of(Unit unit, double[] places) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (int i = 1; i < places.length; i++) {
      counts.merge(places[i] - places[i - 1], 1, Integer::sum);
    }
    double step = 1;
    int most = 0;
    for (Map.Entry<Double, Integer> one : counts.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        step = one.getKey();
      }
    }
    return new TimeGrid(unit, places[0], step);
  }

  /** Which step a time is; not whole if it is none. */
  double position(double time) {
    double place = unit == Unit.MONTHS || unit == Unit.MONTH_ENDS ? month(time) : time;
    double position = (place - first) / step;
    double whole = Math.rint(position);
    return Math.abs(position - whole) < TOLERANCE ? whole : position;
  }

  /** The time of a step, from 0, as a table has it. */
  String at(long position) {
    double place = first + step * position;
    return switch (unit) {
      case NUMBER -> number(place);
      case SECONDS -> calendar(place);
      case MONTHS -> month(place, 1).toString();
      case MONTH_ENDS -> {
        LocalDate day = month(place, 1);
        yield day.withDayOfMonth(day.lengthOfMonth()).toString();
      }
    };
  }

  private static LocalDate month(double place, int day) {
    long months = Math.round(place);
    return YearMonth.of((int) Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1)
        .atDay(day);
  }

  private static String number(double place) {
    return place == Math.rint(place) && Math.abs(place) < 1e15
        ? Long.toString((long) place)
        : Double.toString(place);
  }

  private static String calendar(double seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }
}
