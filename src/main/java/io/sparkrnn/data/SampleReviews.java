package io.sparkrnn.data;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sparkrnn.data.SampleGrammar.Sentiment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Generates the embedded sample: 4,000 training and 1,000 test reviews as JSON Lines, half of them
 * positive, no text twice, six in a hundred labelled wrongly on purpose. The same bytes each time.
 */
public final class SampleReviews {

  private static final long SEED = 20_240_101L;
  private static final int TRAINING_REVIEWS = 4_000;
  private static final int TEST_REVIEWS = 1_000;

  /** One review in this many has the wrong label, as people's labels have. */
  private static final int WRONG_EVERY = 17;

  private SampleReviews() {}

  /**
   * Writes {@code train.jsonl} and {@code test.jsonl} into a folder, over what is there.
   *
   * @throws IOException if the folder cannot be made or written to
   */
  public static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Split split : Split.values()) {
      Path target = folder.resolve(fileName(split));
      Path partial = folder.resolve(fileName(split) + ".part");
      Files.write(partial, jsonLines(split));
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** How many there are. */
  public static int count(Split split) {
    return split == Split.TRAIN ? TRAINING_REVIEWS : TEST_REVIEWS;
  }

  /** The name of a split's file in {@code data/sample}. */
  public static String fileName(Split split) {
    return split.name().toLowerCase(Locale.ROOT) + ".jsonl";
  }

  /** A split's file: UTF-8, a {@code text} and a {@code label} (pos or neg) a line. */
  public static byte[] jsonLines(Split split) {
    // Both splits come from one run of the generator, or a test review could repeat a training one.
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
