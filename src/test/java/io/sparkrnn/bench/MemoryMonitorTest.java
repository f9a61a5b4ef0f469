package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.bench.MemoryMonitor.MemoryUse;
import org.junit.jupiter.api.Test;

class MemoryMonitorTest {

  private static final int HELD = 64 << 20;

  @Test
  void seesWhatIsHeldWhenItIsAsked() {
    try (MemoryMonitor peak = new MemoryMonitor()) {
      byte[] held = new byte[HELD];
      MemoryUse seen = peak.next();

      assertThat(held).hasSize(HELD);
      assertThat(seen.heap()).isGreaterThan(HELD);
      seen.resident().ifPresent(bytes -> assertThat(bytes).isPositive());
    }
  }
}
