package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.Observation;
import io.sparkrnn.data.Timestamp;
import io.sparkrnn.workload.forecast.ForecastSettings.Irregular;
import io.sparkrnn.workload.forecast.ForecastSettings.Missing;
import io.sparkrnn.workload.forecast.SeriesAssembly.Assembled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesAssemblyTest {

  private static final double NONE = Double.NaN;

  private static List<Observation> at(double[] times, double... values) {
    List<Observation> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(
          new Observation(
              "f.csv",
              i + 1L,
              "s",
              new Timestamp(Timestamp.Kind.NUMBER, times[i]),
              List.of(values[i])));
    }
    return rows;
  }

  private static List<Observation> on(List<String> days) {
    List<Observation> rows = new ArrayList<>();
    for (String day : days) {
      rows.add(
          new Observation(
              "f.csv",
              rows.size() + 1L,
              "s",
              new Timestamp(Timestamp.Kind.CALENDAR, LocalDate.parse(day).toEpochDay() * 86400.0),
              List.of((double) rows.size())));
    }
    return rows;
  }

  private static Assembled assemble(Missing missing, Irregular irregular, List<Observation> rows) {
    return new SeriesAssembly(missing, irregular).assemble("s", rows);
  }

  private static double[] values(Assembled assembled) {
    assertThat(assembled.faults()).isEmpty();
    double[][] values = assembled.series().get(0).values();
    double[] first = new double[values.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = values[i][0];
    }
    return first;
  }

  private static String fault(Assembled assembled) {
    assertThat(assembled.series()).isEmpty();
    return assembled.faults().get(0);
  }

  @Test
  void rowsArePutInTheOrderOfTime() {
    assertThat(
            values(assemble(Missing.FAIL, Irregular.FAIL, at(new double[] {3, 1, 2}, 30, 10, 20))))
        .containsExactly(10, 20, 30);
  }

  @Test
  void missingValuesAndMissingRowsAreFilled() {
    List<Observation> rows = at(new double[] {0, 1, 2, 3, 6, 7}, NONE, 1, NONE, 5, 11, NONE);

    assertThat(values(assemble(Missing.LINEAR, Irregular.FAIL, rows)))
        .containsExactly(1, 3, 5, 7, 9, 11, 11);
    assertThat(values(assemble(Missing.PREVIOUS, Irregular.FAIL, rows)))
        .containsExactly(1, 1, 5, 5, 5, 11, 11);
    Series series = assemble(Missing.LINEAR, Irregular.FAIL, rows).series().get(0);
    assertThat(series.filled()).isEqualTo(4);
    assertThat(series.grid().at(0)).isEqualTo("1");
    assertThat(series.grid().at(7)).isEqualTo("8");
  }

  @Test
  void theyFailUnlessFillingIsWanted() {
    assertThat(
            fault(assemble(Missing.FAIL, Irregular.FAIL, at(new double[] {1, 2, 3}, 1, NONE, 3))))
        .isEqualTo(
            "series 's': f.csv: row 2 has a missing number; set forecast.missing = linear or"
                + " previous to fill it");
    assertThat(
            fault(
                assemble(Missing.FAIL, Irregular.FAIL, at(new double[] {1, 2, 3, 6}, 1, 2, 3, 4))))
        .startsWith("series 's': 2 step(s) are missing between f.csv: row 3 and f.csv: row 4; set");
    assertThat(fault(assemble(Missing.LINEAR, Irregular.FAIL, at(new double[] {1}, NONE))))
        .isEqualTo("series 's': no row has a number in every column, expected at least one");
  }

  @Test
  void stepsOfUnlikeLengthFailOrCountAsAlike() {
    List<Observation> rows = at(new double[] {1, 2, 3, 4.5}, 1, 2, 3, 4);

    assertThat(fault(assemble(Missing.LINEAR, Irregular.FAIL, rows)))
        .contains("f.csv: row 4 is 3.5 steps after the first row", "forecast.irregular = accept");
    assertThat(values(assemble(Missing.FAIL, Irregular.ACCEPT, rows))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aTimeThatComesTwiceFails() {
    assertThat(fault(assemble(Missing.FAIL, Irregular.FAIL, at(new double[] {1, 1}, 1, 2))))
        .isEqualTo(
            "series 's': f.csv: row 2 has the time of f.csv: row 1, expected each once; is"
                + " forecast.input.series-column missing?");
  }

  @Test
  void monthsAreEquallyLong() {
    Series firsts =
        assemble(
                Missing.FAIL,
                Irregular.FAIL,
                on(List.of("2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01")))
            .series()
            .get(0);
    Series ends =
        assemble(
                Missing.LINEAR,
                Irregular.FAIL,
                on(List.of("2023-09-30", "2023-12-31", "2024-03-31", "2024-09-30")))
            .series()
            .get(0);

    assertThat(firsts.grid().at(5)).isEqualTo("2024-04-01");
    assertThat(ends.length()).isEqualTo(5);
    assertThat(ends.grid().at(5)).isEqualTo("2024-12-31");
  }
}
