package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreUseTest {

  @Test
  void aCoreForEachTaskIsWell() {
    assertThat(CoreUse.warning(1, 1, 2)).isEmpty();
    assertThat(CoreUse.warning(2, 1, 2)).isEmpty();
    assertThat(CoreUse.warning(8, 4, 8)).isEmpty();
  }

  @Test
  void moreThanThereAreIsToldWithTheSetting() {
    assertThat(CoreUse.warning(3, 1, 2))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("3 tasks of 1 native threads each compute at once on 2 processors")
                    .contains("spark.executor.cores"));
    assertThat(CoreUse.warning(8, 4, 6))
        .hasValueSatisfying(text -> assertThat(text).startsWith("2 tasks of 4 native threads"));
  }
}
