package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class SavedSettingsTest {

  @Test
  void readsAssignmentsAndNothingElse() {
    assertThat(
            SavedSettings.parse(
                """
                # comment = 1
                workload = "review-sentiment"
                data.path = ""
                data.where = "a = 1"
                text.kinds = ["a", "b"]
                escaped = "a\\"b"
                include "/etc/passwd"
                = 3
                """))
        .containsExactly(
            entry("workload", "review-sentiment"),
            entry("data.path", "\"\""),
            entry("data.where", "a = 1"),
            entry("text.kinds", "[\"a\", \"b\"]"),
            entry("escaped", "\"a\\\"b\""));
  }
}
