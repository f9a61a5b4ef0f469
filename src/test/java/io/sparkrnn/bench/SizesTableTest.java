package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.bench.MemoryMonitor.MemoryUse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizesTableTest {

  private static final long MB = 1 << 20;
  private static final MemoryUse MEMORY = new MemoryUse(3 * MB, 5 * MB, Optional.of(9 * MB));

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
    JsonNode json = new ObjectMapper().valueToTree(SizesTable.json(ROWS));

    assertThat(json.fieldNames()).toIterable().containsOnly("deal", "checkpoint", "test");
    assertThat(json.get("deal")).hasSize(3);
    assertThat(json.at("/deal/0").fieldNames())
        .toIterable()
        .containsExactly(
            "reviews", "examples", "seconds", "examples_per_second", "to_smallest", "runs");
    assertThat(json.at("/deal/2/further_per_second").doubleValue()).isCloseTo(100, within(1e-9));
    assertThat(json.at("/test/0/live_heap_bytes").longValue()).isEqualTo(3 * MB);
    assertThat(json.at("/test/0/resident_bytes").longValue()).isEqualTo(9 * MB);
  }

  @Test
  void theMostMemoryOfSeveralTimesCounts() {
    MemoryUse unknown = new MemoryUse(4 * MB, 4 * MB, Optional.empty());

    assertThat(MEMORY.max(unknown))
        .isEqualTo(unknown.max(MEMORY))
        .isEqualTo(new MemoryUse(4 * MB, 5 * MB, Optional.of(9 * MB)));
    assertThat(MemoryUse.NONE.max(unknown)).isEqualTo(unknown);
  }
}
