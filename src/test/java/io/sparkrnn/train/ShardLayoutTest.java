package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardLayoutTest {

  @Test
  void everyPositionHasItsPlaceInItsBlock() {
    for (long examples : new long[] {0, 1, 7, 24, 25, 103}) {
      ShardLayout layout = ShardLayout.of(examples, 3, 32, 100);
      Map<Integer, Integer> found = new HashMap<>();
      for (long position = 0; position < examples; position++) {
        found.merge(layout.block(position), 1, Integer::sum);
      }
      for (int block = 0; block < layout.blocks(); block++) {
        int perShard = layout.blocksPerShard();
        assertThat(layout.size(block / perShard, block % perShard))
            .isEqualTo(found.getOrDefault(block, 0));
      }
    }
  }

  @Test
  void aBlockIsAnEighthOfAWindowButOfBoundedSize() {
    assertThat(ShardLayout.of(1_000_000, 2, 65_536, 436).blockSize()).isEqualTo(8_192);
    assertThat(ShardLayout.of(1_000_000, 2, 4, 436).blockSize()).isEqualTo(1);
    assertThat(ShardLayout.of(1_000_000, 2, 65_536, 1 << 20).blockSize()).isEqualTo(16);
    assertThat(ShardLayout.of(10, 2, 65_536, 1L << 30).blockSize()).isEqualTo(1);
  }

  @Test
  void hugeDataHasAsManyBlocksAsItNeeds() {
    ShardLayout layout = ShardLayout.of(10_000_000_000L, 64, 65_536, 436);

    assertThat(layout.blocksPerShard()).isEqualTo(19_074);
    assertThat(layout.block(9_999_999_999L)).isLessThan(layout.blocks());
  }
}
