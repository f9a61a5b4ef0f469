package io.sparkrnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.NgramFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NgramTeacherTest {

  private static final int IDS = 50;
  private static final int NOT = 40;
  private static final int GOOD = 41;

  private static NgramFeatures features(int longest, int outputs) {
    return new NgramFeatures(IDS, 0, longest, outputs);
  }

  @Test
  void keysTellTheIdsAndTheirNumber() {
    NgramFeatures two = features(2, 1);

    assertThat(two.ids(new float[] {0, 0, 3, 4, 3})).containsExactly(3, 4, 3);
    // Of (3), (4), (3, 4) and (4, 3), each once; a digit is an id and 1, to the base 51.
    assertThat(two.keys(new int[] {9, 3, 4, 3}, 1, 4))
        .containsExactly(4, 5, 4 * 51 + 5, 5 * 51 + 4);
    assertThat(features(3, 1).keys(new int[] {3, 4, 3}, 0, 3))
        .containsExactly(4, 5, 4 * 51 + 5, 5 * 51 + 4, (4 * 51 + 5) * 51 + 4);
    assertThat(features(1, 1).keys(new int[0], 0, 0)).isEmpty();
    assertThatThrownBy(() -> features(4, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nGramsOfSeveralExamplesCountAndOfTooManyTheMostFrequent() {
    NgramFeatures one = features(1, 1);
    int[][] rows = {{0, 1, 1, 2, 3}, {1, 1, 2, 4}, {0, 1, 5}};

    // 1 is in three examples, 2 in two; keys are one more than the ids.
    assertThat(NgramTeacher.frequent(rows, one, 10)).containsExactly(2, 3);
    assertThat(NgramTeacher.frequent(rows, one, 1)).containsExactly(2);
    // Two that are as frequent do not fit either.
    assertThat(NgramTeacher.frequent(new int[][] {{0, 1, 2}, {0, 1, 2}}, one, 1)).isEmpty();
  }

  /** The sentiment is told by the word before "good" alone, which single words do not tell. */
  @Test
  void pairsOfWordsTellWhatSingleWordsDoNot() {
    int[][] rows = new int[2_000][];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = review(i % 2, random);
    }
    NgramTeacher pairs = NgramTeacher.fit(rows, features(2, 1), 1, () -> {});
    NgramTeacher words = NgramTeacher.fit(rows, features(1, 1), 1, () -> {});

    SplittableRandom other = new SplittableRandom(6);
    int right = 0;
    int byWords = 0;
    for (int i = 0; i < 500; i++) {
      int[] row = review(i % 2, other);
      float[] ids = new float[40];
      for (int at = 1; at < row.length; at++) {
        ids[40 - row.length + at] = row[at];
      }
      right += pairs.probabilities(ids)[0] > 0.5 == (row[0] == 1) ? 1 : 0;
      byWords += words.probabilities(ids)[0] > 0.5 == (row[0] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(490);
    assertThat(byWords).isBetween(200, 300);
  }

  /** Both have "not" and "good" once; the class is 1 where they do not stand together. */
  private static int[] review(int label, SplittableRandom random) {
    int[] row = new int[21];
    row[0] = label;
    for (int at = 1; at < row.length; at++) {
      row[at] = 1 + random.nextInt(30);
    }
    int not = 1 + random.nextInt(8);
    row[not] = NOT;
    row[label == 0 ? not + 1 : 11 + random.nextInt(9)] = GOOD;
    return row;
  }

  @Test
  void ofMoreClassesProbabilitiesAddUpToOneAndSurviveSerialization()
      throws IOException, ClassNotFoundException {
    int[][] rows = {{0, 1, 2}, {1, 3, 4}, {2, 5, 6}, {0, 1, 2}, {1, 3, 4}, {2, 5, 6}};
    NgramTeacher teacher = NgramTeacher.fit(rows, features(2, 3), 10, () -> {});

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(teacher);
    }
    NgramTeacher sent;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      sent = (NgramTeacher) in.readObject();
    }

    float[] probabilities = sent.probabilities(new float[] {0, 0, 3, 4});
    assertThat(probabilities).containsExactly(teacher.probabilities(new float[] {0, 0, 3, 4}));
    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-6f));
    assertThat(probabilities[1]).isGreaterThan(0.5f);
    assertThat(sent.size()).isEqualTo(9);
  }
}
