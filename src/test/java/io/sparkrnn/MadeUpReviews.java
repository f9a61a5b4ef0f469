package io.sparkrnn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Reviews that a tiny network learns in seconds, without any order of words: one of three words
 * tells the sentiment, and there are a hundred such words, so that more reviews teach more of them.
 * Every tenth label is wrong.
 */
public final class MadeUpReviews {

  private static final int NEUTRAL_WORDS = 90;
  private static final int WORDS_OF_A_SENTIMENT = 50;

  private MadeUpReviews() {}

  /** Returns JSON Lines with a text and a label, pos or neg. */
  public static List<String> jsonLines(int from, int to) {
    return IntStream.range(from, to).mapToObj(MadeUpReviews::jsonLine).toList();
  }

  private static String jsonLine(int number) {
    SplittableRandom random = new SplittableRandom(number);
    boolean positive = random.nextBoolean();
    List<String> words =
        new ArrayList<>(
            List.of("n" + random.nextInt(NEUTRAL_WORDS), "n" + random.nextInt(NEUTRAL_WORDS)));
    words.add(random.nextInt(3), (positive ? "p" : "m") + random.nextInt(WORDS_OF_A_SENTIMENT));
    boolean told = positive ^ random.nextInt(10) == 0;
    return "{\"text\":\"%s %d\",\"label\":\"%s\"}"
        .formatted(String.join(" ", words), number, told ? "pos" : "neg");
  }
}
