package io.sparkrnn.data.series;

import io.sparkrnn.data.Timestamp;
import io.sparkrnn.data.table.NumberParser;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** Parser of timestamps: numbers and ISO 8601 dates and times, or dates and times of a pattern. */
final class TimestampParser {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM[-dd]['T'][' '][HH:mm][:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Prefix of seconds since 1970-01-01 UTC, to which Parquet's timestamps are converted. */
  static final String SECONDS = "@";

  private final Optional<DateTimeFormatter> pattern;
  private final String expected;

  /**
   * Creates a parser.
   *
   * @param format a pattern of {@link DateTimeFormatter}, with English names; empty: numbers and
   *     ISO 8601
   * @throws IllegalArgumentException if the pattern is invalid
   */
  TimestampParser(String format) {
    Optional<String> pattern = Optional.of(format).filter(given -> !given.isEmpty());
    this.pattern = pattern.map(given -> DateTimeFormatter.ofPattern(given, Locale.ENGLISH));
    this.expected =
        pattern
            .map("a time in the format '%s'"::formatted)
            .orElse("a number, or an ISO 8601 date or time (2024-05, 2024-05-31 12:30)");
  }

  /** Returns the expected format of a cell, for messages. */
  String expected() {
    return expected;
  }

  /** Returns the timestamp in a cell, or empty if the cell is not in the expected format. */
  Optional<Timestamp> parse(String cell) {
    String text = cell.strip();
    if (text.startsWith(SECONDS)) {
      return NumberParser.parse(text.substring(SECONDS.length()))
          .map(seconds -> new Timestamp(Timestamp.Kind.CALENDAR, seconds));
    }
    if (pattern.isPresent()) {
      return calendar(text, pattern.get());
    }
    return NumberParser.parse(text)
        .map(number -> new Timestamp(Timestamp.Kind.NUMBER, number))
        .or(() -> calendar(text, ISO));
  }

  private static Optional<Timestamp> calendar(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor parsed = format.parse(text);
      LocalDateTime time = date(parsed).atStartOfDay();
      if (parsed.isSupported(ChronoField.NANO_OF_DAY)) {
        time = time.plusNanos(parsed.getLong(ChronoField.NANO_OF_DAY));
      }
      ZoneOffset offset =
          Optional.ofNullable(parsed.query(TemporalQueries.offset())).orElse(ZoneOffset.UTC);
      return Optional.of(
          new Timestamp(
              Timestamp.Kind.CALENDAR,
              time.toEpochSecond(offset) + time.getNano() / 1_000_000_000.0));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the date; the first day of the month or year if only these are given. */
  private static LocalDate date(TemporalAccessor parsed) {
    LocalDate day = parsed.query(TemporalQueries.localDate());
    if (day != null) {
      return day;
    }
    if (parsed.isSupported(ChronoField.MONTH_OF_YEAR)) {
      return YearMonth.from(parsed).atDay(1);
    }
    return LocalDate.ofYearDay(parsed.get(ChronoField.YEAR), 1);
  }
}
