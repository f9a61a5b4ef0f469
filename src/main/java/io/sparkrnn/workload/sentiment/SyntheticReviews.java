package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.SyntheticExamples;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Generator of synthetic reviews that take a network as much time as real ones: lengths are
 * distributed as those of IMDB, and word frequencies follow Zipf's law. Words are random, and do
 * not depend on the label.
 */
final class SyntheticReviews implements SyntheticExamples {

  private static final long serialVersionUID = 1L;

  /** Median of the words per review, which have a log-normal distribution with the mean below. */
  private static final double MEDIAN_WORDS = 175;

  private static final double MEAN_WORDS = 230;

  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  /** Number of words per sentence. */
  private static final int SENTENCE = 12;

  private final int length;
  private final long seed;

  /** Cumulative probabilities of the words, the most frequent first. */
  private final double[] cumulative;

  /**
   * A generator.
   *
   * @param vocabulary number of ids, including the four reserved ones
   * @param length number of ids of an example; shorter reviews are padded at the front, longer ones
   *     truncated at the front
   */
  SyntheticReviews(int vocabulary, int length, long seed) {
    this.length = length;
    this.seed = seed;
    cumulative = zipf(Math.max(1, vocabulary - Vocabulary.FIRST_WORD));
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

  /** Returns the example with an index, which is deterministic; odd indices are positive. */
  @Override
  public Example example(long index) {
    SplittableRandom random = new SplittableRandom(31 * seed + index);
    int full = words(random) + 1;
    int kept = Math.min(full, length);
    float[] ids = new float[length];
    for (int i = length - kept; i < length; i++) {
      ids[i] = word(random);
    }
    if (kept == full) {
      ids[length - kept] = Vocabulary.START;
    }
    return new Example(index, ids, new float[] {index % 2});
  }

  /**
   * Returns the text with an index, which is deterministic. The length of examples does not apply
   * to it.
   */
  @Override
  public String text(long index) {
    SplittableRandom random = new SplittableRandom(31 * seed + index);
    int words = words(random);
    StringBuilder text = new StringBuilder(6 * words);
    for (int i = 0; i < words; i++) {
      append(text, word(random) - Vocabulary.FIRST_WORD);
      text.append(i % SENTENCE == SENTENCE - 1 ? ". " : " ");
    }
    return text.toString();
  }

  /** Appends the word with a frequency rank, made of syllables; frequent words are shorter. */
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
    return Vocabulary.FIRST_WORD + Math.min(rank, cumulative.length - 1);
  }
}
