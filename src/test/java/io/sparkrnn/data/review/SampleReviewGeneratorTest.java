package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.data.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleReviewGeneratorTest {

  private static final List<Labeled> TRAIN = reviews(Split.TRAIN);
  private static final List<Labeled> TEST = reviews(Split.TEST);

  @ParameterizedTest
  @EnumSource(Split.class)
  void theCommittedFilesAreWhatTheGeneratorWrites(Split split) {
    Path project = Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));
    assertThat(project.resolve("data/sample").resolve(SampleReviewGenerator.fileName(split)))
        .hasBinaryContent(SampleReviewGenerator.jsonLines(split));
  }

  @Test
  void reviewsAreBalancedAndAllDifferent() {
    assertThat(TRAIN).hasSize(SampleReviewGenerator.count(Split.TRAIN));
    assertThat(TEST).hasSize(SampleReviewGenerator.count(Split.TEST));
    assertThat(TRAIN.stream().filter(Labeled::positive)).hasSize(TRAIN.size() / 2);
    assertThat(TEST.stream().filter(Labeled::positive)).hasSize(TEST.size() / 2);
    Set<String> texts = new HashSet<>();
    TRAIN.forEach(review -> texts.add(review.text()));
    TEST.forEach(review -> texts.add(review.text()));
    assertThat(texts).hasSize(TRAIN.size() + TEST.size());
  }

  @Test
  void theLanguageHasSomeThousandWords() {
    Set<String> words = new HashSet<>();
    TRAIN.forEach(review -> words.addAll(review.words()));
    assertThat(words).hasSizeBetween(1_500, 4_000);
  }

  @Test
  void textsAreShortAndLongAndTheirLengthSaysNothing() {
    int[] lengths = TRAIN.stream().mapToInt(review -> review.words().size()).sorted().toArray();
    assertThat(lengths[lengths.length / 20]).isLessThanOrEqualTo(4);
    assertThat(lengths[lengths.length / 2]).isBetween(10, 25);
    assertThat(lengths[lengths.length - 1]).isBetween(150, 250);

    double best =
        IntStream.range(1, 200)
            .mapToDouble(limit -> accuracy(review -> review.words().size() > limit))
            .map(accuracy -> Math.max(accuracy, 1 - accuracy))
            .max()
            .orElseThrow();
    assertThat(best).isBetween(0.5, 0.53);
  }

  /** Naive Bayes on which words occur, whose order it does not see. */
  @Test
  void wordsWithoutTheirOrderDoNotSuffice() {
    Map<String, int[]> counts = new HashMap<>();
    for (Labeled review : TRAIN) {
      for (String word : new HashSet<>(review.words())) {
        counts.computeIfAbsent(word, key -> new int[2])[review.positive() ? 1 : 0]++;
      }
    }
    double accuracy =
        accuracy(
            review ->
                new HashSet<>(review.words())
                        .stream()
                            .map(word -> counts.getOrDefault(word, new int[2]))
                            .mapToDouble(count -> Math.log((count[1] + 1.0) / (count[0] + 1.0)))
                            .sum()
                    > 0);
    assertThat(accuracy).isBetween(0.7, 0.8);
  }

  private static double accuracy(Predicate<Labeled> classifier) {
    long right =
        TEST.stream().filter(review -> classifier.test(review) == review.positive()).count();
    return (double) right / TEST.size();
  }

  private static List<Labeled> reviews(Split split) {
    return new String(SampleReviewGenerator.jsonLines(split), StandardCharsets.UTF_8)
        .lines()
        .map(SampleReviewGeneratorTest::parse)
        .toList();
  }

  private static Labeled parse(String line) {
    try {
      JsonNode row = new ObjectMapper().readTree(line);
      return new Labeled(row.get("text").textValue(), row.get("label").textValue().equals("pos"));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }

  private record Labeled(String text, boolean positive) {

    List<String> words() {
      return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9']+"))
          .filter(word -> !word.isEmpty())
          .toList();
    }
  }
}
