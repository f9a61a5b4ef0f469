package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PermutationTest {

  @Test
  void isABijectionForEverySmallSize() {
    for (int size = 1; size <= 300; size++) {
      requireBijection(size, 42 + size);
    }
  }

  @Test
  void isABijectionForLargerSizesAndAnyKey() {
    for (int size : new int[] {1023, 1024, 1025, 4096, 4097, 20_000, 25_000, 65_537}) {
      for (long key : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 42}) {
        requireBijection(size, key);
      }
    }
  }

  @Test
  void staysInsideDomainsThatNoIntHolds() {
    long size = (1L << 40) + 12_345;
    Permutation permutation = new Permutation(size, 7);
    for (long index = size - 100; index < size; index++) {
      assertThat(permutation.position(index)).isBetween(0L, size - 1);
    }
  }

  @Test
  void spreadsNeighboursAndEveryPartOverTheWhole() {
    int size = 10_000;
    Permutation permutation = new Permutation(size, 42);
    int neighbours = 0;
    int ascending = 0;
    int fixed = 0;
    int[][] moved = new int[4][4];
    for (int index = 0; index < size; index++) {
      long position = permutation.position(index);
      moved[index * 4 / size][(int) (position * 4 / size)]++;
      fixed += position == index ? 1 : 0;
      if (index > 0) {
        long before = permutation.position(index - 1);
        neighbours += Math.abs(position - before) == 1 ? 1 : 0;
        ascending += position > before ? 1 : 0;
      }
    }
    // Of a random order: 2 neighbours and 1 fixed point expected, half ascending, 625 a cell (with
    // a standard deviation of 19).
    assertThat(neighbours).isLessThan(12);
    assertThat(fixed).isLessThan(8);
    assertThat(ascending).isBetween(4_850, 5_150);
    for (int[] quarter : moved) {
      for (int count : quarter) {
        assertThat(count).isBetween(525, 725);
      }
    }
  }

  @Test
  void isAnotherOrderForAnotherKeyOnly() {
    assertThat(agreements(42, 42)).isEqualTo(1000);
    for (long key : new long[] {0, 41, 43, 46, -42}) {
      assertThat(agreements(42, key)).as("key %d", key).isLessThan(10);
    }
  }

  @Test
  void refusesWhatIsOutside() {
    assertThatThrownBy(() -> new Permutation(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size is 0, expected at least 1");
    assertThatThrownBy(() -> new Permutation(5, 1).position(5))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index 5 of 5");
    assertThatThrownBy(() -> new Permutation(5, 1).position(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int agreements(long key, long other) {
    Permutation a = new Permutation(1000, key);
    Permutation b = new Permutation(1000, other);
    int same = 0;
    for (int index = 0; index < 1000; index++) {
      same += a.position(index) == b.position(index) ? 1 : 0;
    }
    return same;
  }

  private static void requireBijection(int size, long key) {
    Permutation permutation = new Permutation(size, key);
    BitSet seen = new BitSet(size);
    for (int index = 0; index < size; index++) {
      seen.set((int) permutation.position(index));
    }
    assertThat(seen.cardinality()).as("positions of %d with key %d", size, key).isEqualTo(size);
    assertThat(seen.length()).isEqualTo(size);
  }
}
