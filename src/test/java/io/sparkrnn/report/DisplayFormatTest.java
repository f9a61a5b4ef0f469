package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayFormatTest {

  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.86532, 86.53 %",
    "top_5_accuracy, 1, 100.00 %",
    "loss, 0.32284, 0.3228",
    "mse, 0.0123456, 0.01235",
    "mse, 0, 0.0000",
    "auc, NaN, –",
    "loss, Infinity, –"
  })
  void writesScores(String name, double value, String text) {
    assertThat(DisplayFormat.score(name, value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 0.001",
    "0.00033333, 0.000333",
    "2.5e-7, 2.5e-7",
    "0, 0",
    "1234567, 1230000",
    "-1.5, -1.5",
    "NaN, –"
  })
  void writesCompactNumbers(double value, String text) {
    assertThat(DisplayFormat.compact(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"loss, Loss", "mean_absolute_error, Mean Absolute Error", "auc, AUC", "f1, F1"})
  void writesTitles(String name, String title) {
    assertThat(DisplayFormat.title(name)).isEqualTo(title);
  }
}
