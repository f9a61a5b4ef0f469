package io.sparkrnn.data.review;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.SampleGrammar.Sentiment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Generator of the embedded sample of reviews: 16,000 training and 1,000 test reviews as JSON
 * Lines. Reviews come in pairs that differ in their sentiment alone (contrast sets: Gardner et al.
 * 2020), so that neither the length nor what a film is about tells the label. No text occurs twice,
 * and 4 % of the labels are wrong on purpose. Every run generates the same bytes.
 */
public final class SampleReviewGenerator {

  private static final long SEED = 20_240_101L;
  private static final int TRAINING_REVIEWS = 16_000;
  private static final int TEST_REVIEWS = 1_000;

  /** The labels of one pair in this many are swapped, to simulate the noise of human labels. */
  private static final int WRONG_EVERY = 25;

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
    SampleGrammar grammar = SampleGrammar.load();
    Random random = new Random(SEED);
    Set<String> texts = new HashSet<>();
    byte[] train = lines(grammar, random, texts, count(Split.TRAIN));
    return split == Split.TRAIN ? train : lines(grammar, random, texts, count(Split.TEST));
  }

  private static byte[] lines(SampleGrammar grammar, Random random, Set<String> texts, int count) {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      long seed = random.nextLong();
      String favorable = grammar.review(Sentiment.FOR, seed);
      String adverse = grammar.review(Sentiment.AGAINST, seed);
      boolean wrong = random.nextInt(WRONG_EVERY) == 0;
      if (!favorable.equals(adverse) && !texts.contains(favorable) && !texts.contains(adverse)) {
        texts.add(favorable);
        texts.add(adverse);
        lines.add(line(favorable, wrong ? "neg" : "pos"));
        lines.add(line(adverse, wrong ? "pos" : "neg"));
      }
    }
    Collections.shuffle(lines, random);
    return String.join("", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String line(String text, String label) {
    return "{\"text\":\"%s\",\"label\":\"%s\"}\n"
        .formatted(new String(JsonStringEncoder.getInstance().quoteAsString(text)), label);
  }
}
