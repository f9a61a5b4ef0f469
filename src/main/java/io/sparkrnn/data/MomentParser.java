package io.sparkrnn.data;

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

/** Reads times: numbers and what ISO 8601 says of dates, or what a pattern says. */
final class MomentParser {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM[-dd]['T'][' '][HH:mm][:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Begins a count of seconds since 1970, which Parquet's timestamps become. */
  static final String SECONDS = "@";

  private final Optional<DateTimeFormatter> pattern;
  private final String expected;

  /**
   * A parser.
   *
   * @param format a pattern of {@link DateTimeFormatter}, in English; empty: numbers and ISO 8601
   * @throws IllegalArgumentException if it is no pattern
   */
  MomentParser(String format) {
    Optional<String> pattern = Optional.of(format).filter(given -> !given.isEmpty());
    this.pattern = pattern.map(given -> DateTimeFormatter.ofPattern(given, Locale.ENGLISH));
    this.expected =
        pattern
            .map("a time as '%s'"::formatted)
            .orElse("a number, or a date or time as ISO 8601 has it (2024-05, 2024-05-31 12:30)");
  }

  /** What a cell should be, for messages. */
  String expected() {
    return expected;
  }

  /** The time that a cell holds; empty if it is none. */
  Optional<Moment> parse(String cell) {
    String text = cell.strip();
    if (text.startsWith(SECONDS)) {
      return Numbers.parse(text.substring(SECONDS.length()))
          .map(seconds -> new Moment(Moment.Kind.CALENDAR, seconds));
    }
    if (pattern.isPresent()) {
      return calendar(text, pattern.get());
    }
    return Numbers.parse(text)
        .map(number -> new Moment(Moment.Kind.NUMBER, number))
        .or(() -> calendar(text, ISO));
  }

  private static Optional<Moment> calendar(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor parsed = format.parse(text);
      LocalDateTime time = date(parsed).atStartOfDay();
      if (parsed.isSupported(ChronoField.NANO_OF_DAY)) {
        time = time.plusNanos(parsed.getLong(ChronoField.NANO_OF_DAY));
      }
      ZoneOffset offset =
          Optional.ofNullable(parsed.query(TemporalQueries.offset())).orElse(ZoneOffset.UTC);
      return Optional.of(
          new Moment(
              Moment.Kind.CALENDAR, time.toEpochSecond(offset) + time.getNano() / 1_000_000_000.0));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The day; the first one of what is longer. */
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
