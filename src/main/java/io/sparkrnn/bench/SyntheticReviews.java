package io.sparkrnn.bench;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Made-up reviews that cost a network as much as real ones: as long as those of IMDB, with words as
 * frequent as words are, by Zipf's law. What they say is noise.
 */
final class SyntheticReviews implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Words of a review, log-normally distributed: 175 at the median, 230 on average. */
  private static final double MEDIAN_WORDS = 175;

  private static final double MEAN_WORDS = 230;

  /** The ids that the job's text encoder gives: padding is 0, the start 1, the first word 4. */
  private static final int START = 1;

  private static final int FIRST_WORD = 4;

  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  /** Words of a sentence. */
  private static final int SENTENCE = 12;

  private final int length;
  private final long seed;

  /** For each word the probability of it and of all that are more frequent. */
  private final double[] cumulative;

  /**
   * A generator.
   *
   * @param vocabulary ids, the four reserved ones among them
   * @param length ids of an example; shorter reviews are filled up at the front, of longer ones the
   *     end is kept
   */
  SyntheticReviews(int vocabulary, int length, long seed) {
    this.length = length;
    this.seed = seed;
    cumulative = zipf(Math.max(1, vocabulary - FIRST_WORD));
  }

  private static double[] zipf(int words) {
    double[] sums = new double[words];
    double sum = 0;
    for (int rank = 1; rank <= words; rank++) {
      sum += 1.0 / rank;
      sums[rank - 1] = sum;
    }
    for (int i = 0; i < words; i++) {
      sums[i] /= sum;
    }
    return sums;
  }

  /** The example of an index, the same one always; every other one is positive. */
  Example example(long index) {
    SplittableRandom random = new SplittableRandom(31 * seed + index);
    int full = words(random) + 1;
    int kept = Math.min(full, length);
    float[] ids = new float[length];
    for (int i = length - kept; i < length; i++) {
      ids[i] = word(random);
    }
    if (kept == full) {
      ids[length - kept] = START;
    }
    return new Example(index, ids, new float[] {index % 2});
  }

  /** The first examples. */
  List<Example> examples(int count) {
    return LongStream.range(0, count).mapToObj(this::example).toList();
  }

  /**
   * The text of an index, the same one always and as long as those of IMDB: the generator's length
   * does not cut it.
   */
  String text(long index) {
    SplittableRandom random = new SplittableRandom(31 * seed + index);
    int words = words(random);
    StringBuilder text = new StringBuilder(6 * words);
    for (int i = 0; i < words; i++) {
      append(text, word(random) - FIRST_WORD);
      text.append(i % SENTENCE == SENTENCE - 1 ? ". " : " ");
    }
    return text.toString();
  }

  /** A word of syllables; the more frequent, the shorter. */
  private static void append(StringBuilder text, int rank) {
    int left = rank;
    do {
      text.append(CONSONANTS.charAt(left % CONSONANTS.length()));
      left /= CONSONANTS.length();
      text.append(VOWELS.charAt(left % VOWELS.length()));
      left /= VOWELS.length();
    } while (left > 0);
  }

  static int words(SplittableRandom random) {
    // The mean of a log-normal distribution is exp(mu + sigma²/2), its median exp(mu).
    double sigma = Math.sqrt(2 * Math.log(MEAN_WORDS / MEDIAN_WORDS));
    double words = MEDIAN_WORDS * Math.exp(sigma * random.nextGaussian());
    return (int) Math.max(1, Math.round(words));
  }

  private int word(SplittableRandom random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    int rank = found < 0 ? -found - 1 : found;
    return FIRST_WORD + Math.min(rank, cumulative.length - 1);
  }
}
