package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.sentiment.TrainingSequences.LengthWarmUp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingSequencesTest {

  private static final int LENGTH = 100;

  /** Ids 1001 to 1090, 2001 to 2100 and 3001 to 3005. */
  private static List<Example> minibatch(Side padding) {
    return List.of(
        example(1_000, 90, padding), example(2_000, LENGTH, padding), example(3_000, 5, padding));
  }

  private static Example example(int first, int count, Side padding) {
    float[] ids = new float[LENGTH];
    int at = padding == Side.PRE ? LENGTH - count : 0;
    for (int i = 0; i < count; i++) {
      ids[at + i] = first + 1 + i;
    }
    return new Example(first, ids, new float[] {1});
  }

  private static int[] words(float[] ids) {
    return IntStream.range(0, ids.length).map(i -> (int) ids[i]).filter(id -> id != 0).toArray();
  }

  @Test
  void windowsGrowLinearlyUntilReviewsAreWhole() {
    LengthWarmUp warmUp = new LengthWarmUp(20, 0.5);

    assertThat(List.of(0.0, 0.1, 0.25, 0.4, 0.5, 1.0))
        .extracting(progress -> warmUp.length(LENGTH, progress))
        .containsExactly(20, 36, 60, 84, 100, 100);
    assertThat(LengthWarmUp.NONE.length(LENGTH, 0)).isEqualTo(LENGTH);
    assertThat(new LengthWarmUp(500, 0.5).length(LENGTH, 0)).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aWindowIsAStretchOfTheReviewAtEachPlace(Side padding) {
    TrainingSequences windows = new TrainingSequences(new LengthWarmUp(20, 1), 1, padding);
    List<Example> minibatch = minibatch(padding);
    SplittableRandom random = new SplittableRandom(7);
    Set<Integer> starts = new HashSet<>();
    for (int draw = 0; draw < 2_000; draw++) {
      float[] ids = windows.of(minibatch, 0, 0, random);
      int[] words = words(ids);
      assertThat(words).containsExactly(IntStream.range(words[0], words[0] + 20).toArray());
      assertThat(ids[padding == Side.PRE ? LENGTH - 1 : 0]).isNotZero();
      starts.add(words[0]);
    }
    assertThat(starts).hasSize(71).allMatch(start -> start > 1_000 && start <= 1_071);
    // One that is shorter stays as it is, and so do all at the end.
    assertThat(windows.of(minibatch, 2, 0, random)).isSameAs(minibatch.get(2).features());
    assertThat(windows.of(minibatch, 0, 1, random)).isSameAs(minibatch.get(0).features());
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void mixedSequencesHavePiecesOfSeveralReviews(Side padding) {
    TrainingSequences mixed = new TrainingSequences(LengthWarmUp.NONE, 3, padding);
    List<Example> minibatch = minibatch(padding);
    SplittableRandom random = new SplittableRandom(3);
    int alone = 0;
    int joined = 0;
    for (int draw = 0; draw < 1_000; draw++) {
      float[] ids = mixed.of(minibatch, 0, 0.3, random);
      if (ids == minibatch.get(0).features()) {
        alone++;
        continue;
      }
      int[] words = words(ids);
      assertThat(words).isNotEmpty().hasSizeLessThanOrEqualTo(LENGTH);
      long breaks =
          IntStream.range(1, words.length).filter(i -> words[i] != words[i - 1] + 1).count();
      assertThat(breaks).isLessThanOrEqualTo(2);
      joined += Arrays.stream(words).map(id -> id / 1_000).distinct().count() > 1 ? 1 : 0;
      // The words are together, at the side that is not padded.
      int at = padding == Side.PRE ? LENGTH - words.length : 0;
      assertThat(words(Arrays.copyOfRange(ids, at, at + words.length))).hasSameSizeAs(words);
    }
    assertThat(alone).isBetween(250, 420);
    assertThat(joined).isGreaterThan(400);
  }

  @Test
  void sequencesOfTwoWordsAreNotMixed() {
    TrainingSequences mixed = new TrainingSequences(new LengthWarmUp(2, 1), 3, Side.PRE);
    List<Example> minibatch = minibatch(Side.PRE);
    SplittableRandom random = new SplittableRandom(3);
    for (int draw = 0; draw < 100; draw++) {
      int[] words = words(mixed.of(minibatch, 0, 0, random));
      assertThat(words).containsExactly(words[0], words[0] + 1);
    }
  }
}
