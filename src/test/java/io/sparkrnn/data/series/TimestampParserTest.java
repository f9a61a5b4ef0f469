package io.sparkrnn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkrnn.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-02, 86400",
    "1949-01, -662688000",
    "1970-01-01T01:00, 3600",
    "1970-01-01 01:00:00.5, 3600.5",
    "1970-01-01T01:00:00Z, 3600",
    "1970-01-01T01:00:00+01:00, 0",
    "@12.25, 12.25"
  })
  void datesAndTimesAreSeconds(String cell, double seconds) {
    assertThat(new TimestampParser("").parse(cell))
        .contains(new Timestamp(Timestamp.Kind.CALENDAR, seconds));
  }

  @Test
  void numbersAreThemselves() {
    assertThat(new TimestampParser("").parse(" 1949.5 "))
        .contains(new Timestamp(Timestamp.Kind.NUMBER, 1949.5));
  }

  @Test
  void aPatternSaysHowTimesAreWritten() {
    assertThat(new TimestampParser("MMM d yyyy").parse("Jan 3 1970"))
        .contains(new Timestamp(Timestamp.Kind.CALENDAR, 2 * 86400));
    assertThat(new TimestampParser("yyyy").parse("1971"))
        .contains(new Timestamp(Timestamp.Kind.CALENDAR, 365 * 86400));
    assertThat(new TimestampParser("MMM d yyyy").parse("1970-01-03")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new TimestampParser("yyyy-MM-dd b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2024-13-01", "2024-02-30", "NaN"})
  void anythingElseIsNoTime(String cell) {
    assertThat(new TimestampParser("").parse(cell)).isEmpty();
  }
}
