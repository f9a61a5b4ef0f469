package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreOversubscriptionTest {

  @Test
  void aCoreForEachTaskIsWell() {
    assertThat(CoreOversubscription.warning(1, 1, 2)).isEmpty();
    assertThat(CoreOversubscription.warning(2, 1, 2)).isEmpty();
    assertThat(CoreOversubscription.warning(8, 4, 8)).isEmpty();
  }

  @Test
  void moreThanThereAreIsToldWithTheSetting() {
    assertThat(CoreOversubscription.warning(3, 1, 2))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("3 tasks with 1 native threads each run at once on 2 processors")
                    .contains("spark.executor.cores"));
    assertThat(CoreOversubscription.warning(8, 4, 6))
        .hasValueSatisfying(text -> assertThat(text).startsWith("2 tasks with 4 native threads"));
  }
}
