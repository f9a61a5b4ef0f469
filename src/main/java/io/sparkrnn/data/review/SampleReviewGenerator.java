package io.sparkrnn.data.review;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.SampleGrammar.Sentiment;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Generator of the embedded sample of reviews: 4,000 training and 1,000 test reviews as JSON Lines.
 * Half of the labels are positive, no text occurs twice, and about 6 % of the labels are wrong on
 * purpose. Every run generates the same bytes.
 */
public final class SampleReviewGenerator {

  private static final long SEED = 20_240_101L;
  private static final int TRAINING_REVIEWS = 4_000;
  private static final int TEST_REVIEWS = 1_000;

  /** One in this many labels is wrong, to simulate the noise of human labels. */
  private static final int WRONG_EVERY = 17;

  private SampleReviewGenerator() {}

  /** Number of reviews in a split. */
  public static int count(Split split) {
    return split == Split.TRAIN ? TRAINING_REVIEWS : TEST_REVIEWS;
  }

  /** Name of the file of a split in {@code data/sample}. */
  public static String fileName(Split split) {
    return split.name().toLowerCase(Locale.ROOT) + ".jsonl";
  }

  /**
   * Returns the file of a split: JSON Lines in UTF-8 with a {@code text} and a {@code label} (pos
   * or neg) per line.
   */
  public static byte[] jsonLines(Split split) {
    // One run generates both splits, so that no test review repeats a training review.
    Random random = new Random(SEED);
    SampleGrammar grammar = new SampleGrammar(random);
    Set<String> texts = new HashSet<>();
    String train = lines(grammar, random, texts, count(Split.TRAIN));
    String test = lines(grammar, random, texts, count(Split.TEST));
    return (split == Split.TRAIN ? train : test).getBytes(StandardCharsets.UTF_8);
  }

  private static String lines(SampleGrammar grammar, Random random, Set<String> texts, int count) {
    StringBuilder lines = new StringBuilder();
    int[] left = {count / 2, count - count / 2};
    while (left[0] + left[1] > 0) {
      int label = random.nextInt(left[0] + left[1]) < left[0] ? 0 : 1;
      boolean meant = (label == 1) != (random.nextInt(WRONG_EVERY) == 0);
      String text = grammar.review(meant ? Sentiment.FOR : Sentiment.AGAINST);
      if (texts.add(text)) {
        left[label]--;
        lines
            .append("{\"text\":\"")
            .append(JsonStringEncoder.getInstance().quoteAsString(text))
            .append("\",\"label\":\"")
            .append(label == 1 ? "pos" : "neg")
            .append("\"}\n");
      }
    }
    return lines.toString();
  }
}
