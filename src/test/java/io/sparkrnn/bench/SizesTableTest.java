package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SizesTableTest {

  private static final long MB = 1 << 20;
  private static final MemoryUse MEMORY = new MemoryUse(3 * MB, 5 * MB, OptionalLong.of(9 * MB));

  /** A second for each job, and a second for each hundred examples. */
  private static SizeRow row(JobStage stage, long examples, Optional<MemoryUse> memory) {
    double rate = examples / (1 + examples / 100.0);
    return new SizeRow(
        stage, examples, examples, new Rates(List.of(rate / 2, rate, 3 * rate)), memory);
  }

  private static final List<SizeRow> ROWS =
      List.of(
          row(JobStage.DEAL, 100, Optional.empty()),
          row(JobStage.DEAL, 1000, Optional.empty()),
          row(JobStage.DEAL, 10_000, Optional.empty()),
          row(JobStage.CHECKPOINT, 100, Optional.empty()),
          row(JobStage.CHECKPOINT, 1000, Optional.empty()),
          row(JobStage.TEST, 1000, Optional.of(MEMORY)));

  @Test
  void comparesWithTheSmallestAndTheNextSmaller() {
    assertThat(SizesTable.of(ROWS).lines())
        .extracting(line -> line.strip().split("  +"))
        .contains(
            new String[] {"deal", "100", "100", "2.00", "50", "1.00"},
            new String[] {"deal", "1,000", "1,000", "11.00", "91", "1.82", "100"},
            new String[] {"deal", "10,000", "10,000", "101.00", "99", "1.98", "100"},
            new String[] {"checkpoint", "1,000", "1,000", "11.00", "91", "1.82"},
            new String[] {"test", "1,000", "1,000", "11.00", "91", "1.00", "3", "5", "9"});
    assertThat(SizesTable.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void programsReadAListForEachStage() {
    Map<String, Object> json = SizesTable.json(ROWS);

    assertThat(json).containsOnlyKeys("deal", "checkpoint", "test");
    List<?> deal = (List<?>) json.get("deal");
    assertThat(deal).hasSize(3);
    assertThat(((Map<?, ?>) deal.get(0)).keySet().toString())
        .isEqualTo("[reviews, examples, seconds, examples_per_second, to_smallest, runs]");
    assertThat((Double) ((Map<?, ?>) deal.get(2)).get("further_per_second"))
        .isCloseTo(100, within(1e-9));
    Map<?, ?> test = (Map<?, ?>) ((List<?>) json.get("test")).get(0);
    assertThat(test.get("live_heap_bytes")).isEqualTo(3 * MB);
    assertThat(test.get("resident_bytes")).isEqualTo(9 * MB);
  }

  @Test
  void theMostMemoryOfSeveralTimesCounts() {
    MemoryUse unknown = new MemoryUse(4 * MB, 4 * MB, OptionalLong.empty());

    assertThat(MEMORY.max(unknown))
        .isEqualTo(unknown.max(MEMORY))
        .isEqualTo(new MemoryUse(4 * MB, 5 * MB, OptionalLong.of(9 * MB)));
    assertThat(MemoryUse.NONE.max(unknown)).isEqualTo(unknown);
  }
}
