package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMappingTest {

  private final Function<String, Optional<String>> labels =
      new LabelMapping(List.of("Positive", "1", "true"), List.of("negative", "0", "-1")).lookup();

  @ParameterizedTest
  @ValueSource(strings = {"positive", " POSITIVE ", "1", "1.0", "+1", "1e0", "True"})
  void takesSpellingsOfPositive(String cell) {
    assertThat(labels.apply(cell)).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Negative", "0", "0.0", "-0", "0e9", "-1.00"})
  void takesSpellingsOfNegative(String cell) {
    assertThat(labels.apply(cell)).contains("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "1e999999999", "nan", "11111111111111111111111111111111111111111"})
  void knowsNoOther(String cell) {
    assertThat(labels.apply(cell)).isEmpty();
  }

  @Test
  void refusesOneValueForBoth() {
    assertThatThrownBy(() -> new LabelMapping(List.of("1"), List.of("no", "1.0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "1 is both in data.labels.positive and in data.labels.negative, expected it in one of"
                + " them");
  }

  @Test
  void refusesNoValues() {
    assertThatThrownBy(() -> new LabelMapping(List.of(), List.of("no")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("data.labels.positive is [] and data.labels.negative is [no]");
  }
}
