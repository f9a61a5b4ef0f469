package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of a list, and labels as they are found. */
class ClassLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "' Sports ', Sports",
    "sports, sports",
    "1, 1",
    "1.0, 1",
    "+1e0, 1",
    "-0.50, -0.5",
    "100, 100",
    "1e2, 100",
    "1e30, 1E+30",
    "true, true",
    "2026-01-31, 2026-01-31"
  })
  void aFoundLabelIsItsTextOrItsNumber(String cell, String label) {
    assertThat(new FoundLabels().lookup().apply(cell)).contains(label);
  }

  @Test
  void aFoundLabelIsShortAndOfOneLine() {
    Function<String, Optional<String>> labels = new FoundLabels().lookup();

    assertThat(labels.apply("a\nb")).isEmpty();
    assertThat(labels.apply("x".repeat(100))).isPresent();
    assertThat(labels.apply("x".repeat(101))).isEmpty();
    assertThat(new FoundLabels().expectation()).contains("data.label-column");
  }

  @Test
  void listedLabelsAreComparedWithoutCase() {
    ListedLabels listed = new ListedLabels(List.of("World", "2", "Sci/Tech"));

    assertThat(listed.lookup().apply(" WORLD")).contains("World");
    assertThat(listed.lookup().apply("2.0")).contains("2");
    assertThat(listed.lookup().apply("other")).isEmpty();
    assertThat(listed.expectation())
        .isEqualTo("expected one of World, 2, Sci/Tech (data.labels.names)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.labels.classes=listed",
        "data.labels.classes=listed data.labels.names=[one]",
        "data.labels.classes=listed data.labels.names=[1,\"1.0\"]",
        "data.labels.classes=listed data.labels.names=[Spam,spam]",
        "data.labels.classes=listed data.labels.names=[\"\",spam]",
        "data.labels.classes=found data.labels.names=[a,b]",
        "data.labels.names=[a,b]"
      })
  void namesThatDoNotFitAreRefused(String assignments) {
    assertThatThrownBy(
            () ->
                ConfigLoader.ofProcess(Workloads.settings())
                    .load(List.of(), List.of(assignments.split(" "))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data.labels.names");
  }
}
