package io.sparkrnn.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumpyRandomTest {

  @Test
  void shufflesAsNumpyDoesOneArrayAfterTheOther() {
    NumpyRandom random = new NumpyRandom(113);

    // numpy 2.4: rng = RandomState(113); twice: i = arange(10); rng.shuffle(i)
    assertThat(random.shuffledIndices(10)).containsExactly(9, 3, 6, 1, 0, 7, 4, 8, 2, 5);
    assertThat(random.shuffledIndices(10)).containsExactly(6, 9, 5, 0, 1, 4, 8, 3, 7, 2);
  }

  @Test
  void shufflesAsManyAsKerasHas() {
    NumpyRandom random = new NumpyRandom(113);

    assertThat(weighted(random.shuffledIndices(25_000))).isEqualTo(3920294671825L);
    assertThat(weighted(random.shuffledIndices(25_000))).isEqualTo(3895661498757L);
  }

  @Test
  void leavesOneAndNoneAlone() {
    assertThat(new NumpyRandom(1).shuffledIndices(0)).isEmpty();
    assertThat(new NumpyRandom(1).shuffledIndices(1)).containsExactly(0);
  }

  /** A number that changes when two elements change places. */
  private static long weighted(int[] indices) {
    long sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += (long) (i + 1) * indices[i];
    }
    return sum;
  }
}
