package io.sparkrnn.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayerSizeTest {

  @Test
  void theReferenceMinibatchIsTwoAndAHalfBillionOperations() {
    LayerSize size = LayerSize.of(defaults());

    assertThat(size).isEqualTo(new LayerSize(64, 200, 128, 128));
    assertThat(size.flopPerBatch()).isEqualTo(2_516_582_400L);
    assertThat(size.flopPerExample()).isEqualTo(39_321_600L);
    assertThat(size.gflops(1000)).isEqualTo(39.3216, Offset.offset(1e-9));
  }

  @Test
  void countsTheWeightsOfBothProducts() {
    // Three products forward and backward, of two operations for each of 2*3 + 3*3 weights.
    assertThat(new LayerSize(1, 5, 2, 3).flopPerExample()).isEqualTo(3 * 2 * 5 * (2 * 3 + 3 * 3));
  }

  @Test
  void doesNotOverflow() {
    assertThat(new LayerSize(1 << 20, 100_000, 1 << 16, 1 << 16).flopPerExample())
        .isEqualTo(6L * 100_000 * 2 * (1L << 32));
  }

  @Test
  void aJobOfAnotherSizeIsOtherwiseTheSame() {
    JobConfig config = defaults();
    LayerSize other = new LayerSize(16, 50, 32, 64);

    JobConfig job = other.in(config);

    assertThat(LayerSize.of(job)).isEqualTo(other);
    assertThat(LayerSize.of(config).in(job)).isEqualTo(config);
  }

  private static JobConfig defaults() {
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), List.of()).job();
  }
}
