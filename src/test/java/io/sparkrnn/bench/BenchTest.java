package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchTest {

  @Test
  void partitionsAreDoubledUpToAllCores() {
    assertThat(Bench.counts(1)).containsExactly(1);
    assertThat(Bench.counts(2)).containsExactly(1, 2);
    assertThat(Bench.counts(12)).containsExactly(1, 2, 4, 8, 12);
    assertThat(Bench.counts(16)).containsExactly(1, 2, 4, 8, 16);
  }
}
