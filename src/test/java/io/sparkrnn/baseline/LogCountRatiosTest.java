package io.sparkrnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogCountRatiosTest {

  /** Ids 1 and 2 stand for words; id 0 is in none, and id 5 is not counted. */
  private static final int[][] BAGS = {{1}, {1, 2}, {2}, {2, 5}};

  @Test
  void ofTwoClassesAreThoseOfThePaper() {
    double[] ratios = LogCountRatios.of(new BagExamples(BAGS, new int[] {1, 1, 0, 0}, 3, 1));

    // p = (1, 3, 2) of 6 and q = (1, 1, 3) of 5.
    assertThat(ratios)
        .containsExactly(
            new double[] {
              Math.log((1 / 6.0) / (1 / 5.0)),
              Math.log((3 / 6.0) / (1 / 5.0)),
              Math.log((2 / 6.0) / (3 / 5.0))
            },
            within(1e-15));
  }

  @Test
  void ofMoreClassesAreOfEachAgainstTheRest() {
    double[] ratios = LogCountRatios.of(new BagExamples(BAGS, new int[] {0, 1, 2, 2}, 3, 3));

    assertThat(ratios).hasSize(9);
    // Class 0: p = (1, 2, 1) of 4 and q = (1, 2, 4) of 7.
    assertThat(ratios[0]).isCloseTo(Math.log((1 / 4.0) / (1 / 7.0)), within(1e-15));
    assertThat(ratios[3]).isCloseTo(Math.log((2 / 4.0) / (2 / 7.0)), within(1e-15));
    assertThat(ratios[6]).isCloseTo(Math.log((1 / 4.0) / (4 / 7.0)), within(1e-15));
    // Class 2: p = (1, 1, 3) of 5 and q = (1, 3, 2) of 6.
    assertThat(ratios[5]).isCloseTo(Math.log((1 / 5.0) / (3 / 6.0)), within(1e-15));
  }

  @Test
  void ofTwoClassesOneHotAreOppositeToEachOther() {
    double[] single = LogCountRatios.of(new BagExamples(BAGS, new int[] {1, 1, 0, 0}, 3, 1));
    double[] both = LogCountRatios.of(new BagExamples(BAGS, new int[] {1, 1, 0, 0}, 3, 2));

    for (int id = 0; id < 3; id++) {
      assertThat(both[2 * id + 1]).isEqualTo(single[id]);
      assertThat(both[2 * id]).isCloseTo(-single[id], within(1e-15));
    }
  }
}
