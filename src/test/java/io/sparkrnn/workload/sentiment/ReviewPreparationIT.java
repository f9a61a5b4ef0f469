package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.review.ReviewSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class ReviewPreparationIT {

  /** Rows that a test made up. */
  private record MadeUp(List<SourceRow> rows, int partitions, Optional<List<String>> vocabulary)
      implements ReviewSource {
    @Override
    public String description() {
      return "made-up reviews";
    }

    @Override
    public String fingerprint() {
      return rows.toString();
    }

    @Override
    public JavaRDD<SourceRow> read(SparkSession spark) {
      return SparkForTests.context().parallelize(rows, partitions);
    }
  }

  /** Rows of one partition that counts how many were read of it. */
  private record Counting(List<SourceRow> rows, LongAccumulator read) implements ReviewSource {
    @Override
    public String description() {
      return "counted reviews";
    }

    @Override
    public String fingerprint() {
      return rows.toString();
    }

    @Override
    public JavaRDD<SourceRow> read(SparkSession spark) {
      LongAccumulator counter = read;
      return SparkForTests.context()
          .parallelize(rows, 1)
          .map(
              row -> {
                counter.add(1);
                return row;
              });
    }
  }

  private static final List<SourceRow> REVIEWS =
      List.of(
          review(Split.TRAIN, 1, 1, "Good good plot."),
          review(Split.TRAIN, 2, 0, "Bad plot"),
          review(Split.TRAIN, 10, 1, "good"),
          review(Split.TEST, 1, 1, "good zebra!"),
          review(Split.TEST, 2, 0, "bad"));

  @Test
  void encodesInTheOrderOfTheSource() {
    PreparedData data = prepare(REVIEWS);

    assertThat(data.trainCount()).isEqualTo(3);
    assertThat(data.testCount()).isEqualTo(2);
    // The words by count: good three times, plot twice, bad once.
    assertThat(shown(data.train()))
        .containsExactly("0 [0, 1, 4, 4, 5] 1", "1 [0, 0, 1, 6, 5] 0", "2 [0, 0, 0, 1, 4] 1");
    assertThat(shown(data.test())).containsExactly("0 [0, 0, 1, 4, 2] 1", "1 [0, 0, 0, 1, 6] 0");
  }

  @Test
  void takesTheVocabularyFromTrainingReviewsAlone() {
    Vocabulary vocabulary = ReviewSentiment.vocabulary(prepare(REVIEWS).assets());

    assertThat(vocabulary.words()).containsExactly("good", "plot", "bad");
    assertThat(vocabulary.id("zebra")).isEqualTo(Vocabulary.OUT_OF_VOCABULARY);
    assertThat(facts(prepare(REVIEWS)))
        .contains(
            "Words: 6 in training reviews, 3 distinct; 0.00 % outside the vocabulary of 7 ids");
  }

  @Test
  void learnsWordsFromReviewsWithoutLabelAndCountsNone() {
    List<SourceRow> rows = new ArrayList<>(REVIEWS);
    rows.add(new UnlabeledReview("file:/unlabelled", 1, "good zebra"));
    rows.add(new UnlabeledReview("file:/unlabelled", 2, "bad zebra zebra"));
    PreparedData data = prepare(rows, "model.embedding-initializer=lsa", "model.embedding-size=3");

    assertThat(facts(data))
        .contains("Training reviews: 3 (2 positive, 1 negative)")
        .contains(
            "Words: 6 in training reviews, 3 distinct; 0.00 % outside the vocabulary of 7 ids")
        .contains("Word vectors from: the training reviews, and 2 reviews without a label");
    PretrainedEmbedding words = data.start().orElseThrow();
    assertThat(words.count()).isEqualTo(7);
    assertThat(words.size()).isEqualTo(3);
    assertThat(words.values()).startsWith(0, 0, 0, 0, 0, 0).isNotEqualTo(new float[21]);
    assertThat(prepare(rows).start()).isEmpty();
    assertThat(
            prepare(REVIEWS, "model.embedding-initializer=lsa", "model.embedding-size=3")
                .start()
                .orElseThrow()
                .values())
        .isNotEqualTo(words.values());
  }

  @Test
  void keepsAsManyWordsAsAskedFor() {
    PreparedData data = prepare(REVIEWS, "text.vocabulary-size=5");

    assertThat(ReviewSentiment.vocabulary(data.assets()).words()).containsExactly("good");
    assertThat(shown(data.train())).contains("1 [0, 0, 1, 2, 2] 0");
    assertThat(facts(data))
        .contains(
            "Words: 6 in training reviews, 3 distinct; 50.00 % outside the vocabulary of 5 ids");
  }

  @Test
  void takesTheVocabularyOfTheSourceWhereItHasOne() {
    PreparedData data =
        new ReviewPreparation(
                SparkForTests.session(),
                config(),
                new MadeUp(REVIEWS, 2, Optional.of(List.of("bad", "zebra"))))
            .prepare();

    assertThat(shown(data.test())).containsExactly("0 [0, 0, 1, 2, 5] 1", "1 [0, 0, 0, 1, 4] 0");
  }

  @Test
  void indexesTheSameHoweverTheInputIsPartitioned() {
    List<SourceRow> rows = new ArrayList<>();
    for (int row = 1; row <= 300; row++) {
      rows.add(
          review(row % 3 == 0 ? Split.TEST : Split.TRAIN, row, row % 2, "review w" + row % 50));
    }
    PreparedData expected = prepare(rows);
    List<String> train = shown(expected.train());
    List<String> test = shown(expected.test());

    assertThat(train).hasSize(200);
    for (int partitions : new int[] {1, 5, 9}) {
      List<SourceRow> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(partitions));
      PreparedData data =
          new ReviewPreparation(
                  SparkForTests.session(),
                  config(),
                  new MadeUp(shuffled, partitions, Optional.empty()))
              .prepare();
      assertThat(shown(data.train())).isEqualTo(train);
      assertThat(shown(data.test())).isEqualTo(test);
      assertThat(data.assets()).isEqualTo(expected.assets());
    }
  }

  @Test
  void keepsNothingInMemoryAndReadsItsSourceOnce() {
    Set<Integer> before = Set.copyOf(SparkForTests.context().getPersistentRDDs().keySet());
    LongAccumulator read = SparkForTests.context().sc().longAccumulator();

    PreparedData data =
        new ReviewPreparation(SparkForTests.session(), config(), new Counting(REVIEWS, read))
            .prepare();

    assertThat(before).containsAll(SparkForTests.context().getPersistentRDDs().keySet());
    assertThat(shown(data.train())).hasSize(3);
    assertThat(shown(data.test())).hasSize(2);
    assertThat(read.value()).isEqualTo(REVIEWS.size());
  }

  @Test
  void refusesBadRowsAndListsThem() {
    List<SourceRow> rows = new ArrayList<>(REVIEWS);
    rows.add(new BadRow("b.csv", 3, "has no label"));
    rows.add(new BadRow("a.csv", 20, "is empty"));
    rows.add(new BadRow("a.csv", 4, "is not UTF-8"));

    assertThatThrownBy(() -> prepare(rows))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            """
            3 rows of made-up reviews cannot be used
              a.csv: row 4: is not UTF-8
              a.csv: row 20: is empty
              b.csv: row 3: has no label
            Mend them, or set data.on-bad-row = skip to leave them out""");
  }

  @Test
  void listsTenBadRowsAndCountsTheOthers() {
    List<SourceRow> rows = new ArrayList<>(REVIEWS);
    for (int row = 1; row <= 13; row++) {
      rows.add(new BadRow("a.csv", row, "is empty"));
    }

    assertThatThrownBy(() -> prepare(rows))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("13 rows of made-up reviews cannot be used\n  a.csv: row 1: is")
        .hasMessageContaining("\n  a.csv: row 10: is empty\n  and 3 more\nMend them");
  }

  @Test
  void leavesBadRowsOutWithAWarningWhereAsked() {
    List<SourceRow> rows = new ArrayList<>(REVIEWS);
    rows.add(0, new BadRow("a.csv", 4, "is empty"));

    PreparedData data = prepare(rows, "data.on-bad-row=skip");

    assertThat(shown(data.train())).isEqualTo(shown(prepare(REVIEWS).train()));
    assertThat(data.warnings())
        .containsExactly(
            """
            1 row of made-up reviews cannot be used
              a.csv: row 4: is empty
            They were left out (data.on-bad-row = skip)""");
  }

  @Test
  void countsTextsThatOccurMoreThanOnce() {
    List<SourceRow> rows = new ArrayList<>(REVIEWS);
    rows.add(review(Split.TRAIN, 11, 0, "good"));
    rows.add(review(Split.TRAIN, 12, 0, "good"));
    rows.add(review(Split.TEST, 11, 1, "good"));
    rows.add(review(Split.TEST, 12, 1, "bad"));
    rows.add(review(Split.TEST, 13, 1, "Good"));

    PreparedData data = prepare(rows);

    assertThat(facts(data))
        .contains(
            "Training reviews: 5 (2 positive, 3 negative)",
            "Test reviews: 5 (4 positive, 1 negative)",
            "Duplicate reviews: 2 among training reviews, 1 among test reviews, 1 in both");
    assertThat(data.warnings())
        .containsExactly(
            "1 test reviews (20.00 %) have the text of a training review; the test scores count"
                + " them");
    assertThat(prepare(REVIEWS).warnings()).isEmpty();
  }

  @Test
  void refusesASplitWithoutOneOfTheLabels() {
    assertThatThrownBy(() -> prepare(REVIEWS.subList(0, 4)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "made-up reviews has no test review labeled negative (3 train, 1 test reviews in all);"
                + " both labels are needed in both splits");
    assertThatThrownBy(() -> prepare(REVIEWS.subList(1, 2)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no train review labeled positive (1 train, 0 test");
  }

  private static final Asset KEPT = new Asset("kept.txt", "as the model has it");

  @Test
  void keepsWhatTheTrainingReviewsLookLike() {
    ReviewProfile profile = ReviewProfile.of(prepare(REVIEWS).assets()).orElseThrow();

    List<Review> training =
        REVIEWS.stream()
            .filter(Review.class::isInstance)
            .map(Review.class::cast)
            .filter(review -> review.split() == Split.TRAIN)
            .toList();
    assertThat(profile.reviews()).isEqualTo(training.size());
    assertThat(profile.classes().get("positive"))
        .isEqualTo(training.stream().filter(review -> review.label().equals("1")).count());
    assertThat(profile.lengths()).hasSize(ReviewProfile.BUCKETS);
    assertThat(profile.lengths().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(training.size());
  }

  @Test
  void readsForAModelWithTheModelsVocabulary() {
    PreparedData data =
        new ReviewPreparation(
                SparkForTests.session(),
                config(),
                new MadeUp(REVIEWS.subList(3, 4), 1, Optional.of(List.of("never"))))
            .prepareFor(Vocabulary.of(List.of("zebra", "good"), 100), List.of(KEPT));

    assertThat(data.trainCount()).isZero();
    assertThat(shown(data.train())).isEmpty();
    assertThat(shown(data.test())).containsExactly("0 [0, 0, 1, 5, 4] 1");
    assertThat(data.assets()).containsExactly(KEPT);
  }

  private static PreparedData prepare(List<SourceRow> rows, String... assignments) {
    return new ReviewPreparation(
            SparkForTests.session(), config(assignments), new MadeUp(rows, 3, Optional.empty()))
        .prepare();
  }

  private static JobConfig config(String... assignments) {
    List<String> all = new ArrayList<>(List.of("text.length=5"));
    all.addAll(List.of(assignments));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), all).job();
  }

  private static List<String> shown(JavaRDD<Example> examples) {
    List<String> lines = new ArrayList<>();
    for (Example example : examples.collect()) {
      List<Integer> ids = new ArrayList<>();
      for (float id : example.features()) {
        ids.add((int) id);
      }
      lines.add("%d %s %d".formatted(example.index(), ids, (int) example.targets()[0]));
    }
    return lines;
  }

  private static List<String> facts(PreparedData data) {
    return data.facts().stream().map(fact -> fact.name() + ": " + fact.value()).toList();
  }

  private static Review review(Split split, long row, int label, String text) {
    return new Review(split, "reviews.csv", row, label, text);
  }
}
