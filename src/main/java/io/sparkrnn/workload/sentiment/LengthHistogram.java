package io.sparkrnn.workload.sentiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Histogram of the numbers of words of reviews: exact below {@value #EXACT} words, above to within
 * 1/64. Its size does not depend on the number of reviews, and histograms can be added.
 */
final class LengthHistogram {

  private static final int EXACT = 128;

  /** Base 2 logarithm of {@link #EXACT}. */
  private static final int EXACT_BITS = 7;

  /** Number of buckets of each doubling from {@link #EXACT} on. */
  private static final int STEPS = EXACT / 2;

  /** Number of buckets, enough for any {@code int} number of words. */
  static final int BUCKETS = EXACT + STEPS * (Integer.SIZE - 1 - EXACT_BITS);

  private final long[] counts;

  /**
   * Creates a histogram.
   *
   * @param counts number of reviews by {@link #bucket}; not copied
   */
  LengthHistogram(long[] counts) {
    if (counts.length != BUCKETS) {
      throw new IllegalArgumentException(
          "%d buckets, expected %d".formatted(counts.length, BUCKETS));
    }
    this.counts = counts;
  }

  /** Returns the bucket of a number of words. */
  static int bucket(int words) {
    if (words < EXACT) {
      return words;
    }
    int doubling = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(words) - EXACT_BITS;
    return EXACT + STEPS * doubling + (words >>> (doubling + 1)) - STEPS;
  }

  /** Returns the largest number of words in a bucket. */
  static int most(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int doubling = (bucket - EXACT) / STEPS;
    int leading = STEPS + (bucket - EXACT) % STEPS;
    return (int) (((leading + 1L) << (doubling + 1)) - 1);
  }

  long reviews() {
    return longer(-1);
  }

  /** Returns the number of reviews in buckets above that of a number of words. */
  long longer(int words) {
    long sum = 0;
    for (int i = words < 0 ? 0 : bucket(words) + 1; i < BUCKETS; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /**
   * Returns a number of words that at most this fraction of the reviews exceeds, the least of the
   * histogram's; 0 without reviews.
   */
  int exceededBy(double fraction) {
    long allowed = (long) (fraction * reviews());
    long above = reviews();
    for (int i = 0; i < BUCKETS; i++) {
      above -= counts[i];
      if (above <= allowed) {
        return most(i);
      }
    }
    return 0;
  }

  /** Returns the number of reviews by {@link ReviewProfile#bucket}. */
  List<Long> byPowersOfTwo() {
    long[] sums = new long[ReviewProfile.BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      sums[ReviewProfile.bucket(most(i))] += counts[i];
    }
    List<Long> all = new ArrayList<>();
    for (long sum : sums) {
      all.add(sum);
    }
    return all;
  }
}
