package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnderSparkTest {

  @Test
  void partitionsAreDoubledUpToAllCores() {
    assertThat(UnderSpark.counts(1)).containsExactly(1);
    assertThat(UnderSpark.counts(2)).containsExactly(1, 2);
    assertThat(UnderSpark.counts(12)).containsExactly(1, 2, 4, 8, 12);
    assertThat(UnderSpark.counts(16)).containsExactly(1, 2, 4, 8, 16);
  }
}
