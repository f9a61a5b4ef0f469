package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthHistogramTest {

  private static LengthHistogram of(IntStream words) {
    long[] counts = new long[LengthHistogram.BUCKETS];
    words.forEach(count -> counts[LengthHistogram.bucket(count)]++);
    return new LengthHistogram(counts);
  }

  @Test
  void bucketsFollowEachOtherWithoutGaps() {
    assertThat(LengthHistogram.bucket(0)).isZero();
    assertThat(LengthHistogram.bucket(Integer.MAX_VALUE)).isEqualTo(LengthHistogram.BUCKETS - 1);
    for (int bucket = 0; bucket < LengthHistogram.BUCKETS - 1; bucket++) {
      int most = LengthHistogram.most(bucket);
      assertThat(LengthHistogram.bucket(most)).isEqualTo(bucket);
      assertThat(LengthHistogram.bucket(most + 1)).isEqualTo(bucket + 1);
    }
    assertThat(LengthHistogram.most(LengthHistogram.BUCKETS - 1)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void quantilesAreExactBelow128AndNearAbove() {
    LengthHistogram shortTexts = of(IntStream.rangeClosed(1, 100));
    assertThat(shortTexts.reviews()).isEqualTo(100);
    assertThat(shortTexts.exceededBy(0.01)).isEqualTo(99);
    assertThat(shortTexts.exceededBy(0.05)).isEqualTo(95);
    assertThat(shortTexts.exceededBy(0)).isEqualTo(100);
    assertThat(shortTexts.longer(40)).isEqualTo(60);

    LengthHistogram longTexts = of(IntStream.rangeClosed(1, 10_000));
    assertThat(longTexts.exceededBy(0.5)).isCloseTo(5_000, within(5_000 / 64));
    assertThat(longTexts.longer(9_000)).isCloseTo(1_000L, within(9_000L / 64));
  }

  @Test
  void reviewsWithoutWordsAreCounted() {
    LengthHistogram empty = of(IntStream.of(0, 0, 3));
    assertThat(empty.longer(0)).isEqualTo(1);
    assertThat(empty.exceededBy(0.5)).isZero();
    assertThat(of(IntStream.empty()).exceededBy(0.01)).isZero();
  }

  @Test
  void sumsToPowersOfTwo() {
    assertThat(of(IntStream.of(0, 1, 2, 3, 255, 256, 300, 511, 512)).byPowersOfTwo())
        .hasSize(ReviewProfile.BUCKETS)
        .startsWith(2L, 2L, 0L, 0L, 0L, 0L, 0L, 1L, 3L, 1L, 0L);
  }
}
