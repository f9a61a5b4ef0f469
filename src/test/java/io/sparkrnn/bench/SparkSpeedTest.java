package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkSpeedTest {

  @Test
  void partitionsAreDoubledUpToAllCores() {
    assertThat(SparkSpeed.counts(1)).containsExactly(1);
    assertThat(SparkSpeed.counts(2)).containsExactly(1, 2);
    assertThat(SparkSpeed.counts(12)).containsExactly(1, 2, 4, 8, 12);
    assertThat(SparkSpeed.counts(16)).containsExactly(1, 2, 4, 8, 16);
  }
}
