package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryPeakTest {

  private static final int HELD = 64 << 20;

  @Test
  void seesWhatIsHeldWhenItIsAsked() {
    try (MemoryPeak peak = new MemoryPeak()) {
      byte[] held = new byte[HELD];
      Memory seen = peak.next();

      assertThat(held).hasSize(HELD);
      assertThat(seen.heap()).isGreaterThan(HELD);
      seen.resident().ifPresent(bytes -> assertThat(bytes).isPositive());
    }
  }
}
