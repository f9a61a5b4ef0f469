package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {

  @Test
  void holdsItsExamplesInTheirOrder() {
    List<Example> examples = Examples.sequences(23);

    Shard shard = Examples.shard(5, examples, 16, new ArrayList<>());

    assertThat(shard.id()).isEqualTo(5);
    assertThat(shard.size()).isEqualTo(23);
    assertThat(Examples.list(shard)).usingRecursiveComparison().isEqualTo(examples);
  }

  @Test
  void readsABlockWhenItsFirstExampleIsRequested() {
    List<Integer> reads = new ArrayList<>();
    Iterator<Example> examples = Examples.shard(0, Examples.sequences(6), 16, reads).examples();

    assertThat(reads).isEmpty();
    examples.next();
    examples.next();
    assertThat(reads).containsExactly(0);
    examples.next();
    assertThat(reads).containsExactly(0, 1);
  }

  @Test
  void mayHoldNoExample() {
    assertThat(Examples.list(Examples.shard(0, List.of()))).isEmpty();
  }
}
