package io.sparkrnn.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BagOfIdsTest {

  @Test
  void hasEachIdOnceInOrderAndNoPadding() {
    BagOfIds bags = new BagOfIds(10, 0, 1);

    assertThat(bags.of(example(0, 0, 1, 7, 4, 7, 2))).containsExactly(1, 2, 4, 7);
    assertThat(bags.of(example(0, 0))).isEmpty();
  }

  private static Example example(float... ids) {
    return new Example(0, ids, new float[] {1});
  }
}
