package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordDropoutTest {

  private static final float[] PADDED_BEFORE = {0, 0, 0, 1, 4, 5, 2, 7, 8, 9};
  private static final float[] PADDED_AFTER = {1, 4, 5, 2, 7, 8, 9, 0, 0, 0};

  @Test
  void dropsNothingByDefault() {
    WordDropout none = Batchers.wordDropout(0, DroppedWord.REMOVED, Side.PRE);

    assertThat(none.apply(PADDED_BEFORE, 0, new SplittableRandom(1))).isSameAs(PADDED_BEFORE);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void closesUpAndFillsTheSideThatIsPadded(Side side) {
    WordDropout half = Batchers.wordDropout(0.5, DroppedWord.REMOVED, side);
    float[] ids = side == Side.PRE ? PADDED_BEFORE : PADDED_AFTER;
    SplittableRandom random = new SplittableRandom(1);

    for (int trial = 0; trial < 200; trial++) {
      float[] left = half.apply(ids, 0, random);
      List<Float> words = withoutPadding(left);

      assertThat(words).first().isEqualTo(1f);
      assertThat(words).hasSizeBetween(2, 7);
      // In their own order, each at most once.
      assertThat(words).isSubsetOf(withoutPadding(ids)).doesNotHaveDuplicates();
      assertThat(withoutPadding(ids)).containsSubsequence(words);
      int from = side == Side.PRE ? ids.length - words.size() : 0;
      for (int i = 0; i < ids.length; i++) {
        assertThat(left[i] != 0).isEqualTo(i >= from && i < from + words.size());
      }
    }
    assertThat(ids).isEqualTo(side == Side.PRE ? PADDED_BEFORE : PADDED_AFTER);
  }

  @Test
  void putsTheUnknownWordInItsPlace() {
    WordDropout half = Batchers.wordDropout(0.5, DroppedWord.UNKNOWN, Side.PRE);
    SplittableRandom random = new SplittableRandom(1);

    for (int trial = 0; trial < 200; trial++) {
      float[] left = half.apply(PADDED_BEFORE, 0, random);

      assertThat(left).startsWith(0, 0, 0, 1);
      for (int i = 4; i < left.length; i++) {
        assertThat(left[i]).isIn(PADDED_BEFORE[i], 2f);
      }
    }
    assertThat(PADDED_BEFORE).containsExactly(0, 0, 0, 1, 4, 5, 2, 7, 8, 9);
  }

  @ParameterizedTest
  @EnumSource(DroppedWord.class)
  void dropsTheShareThatItIsTold(DroppedWord as) {
    WordDropout some = Batchers.wordDropout(0.3, as, Side.PRE);
    float[] ids = new float[10_000];
    java.util.Arrays.fill(ids, 7);

    float[] left = some.apply(ids, 0, new SplittableRandom(1));

    assertThat(withoutPadding(left).stream().filter(id -> id == 7).count())
        .isBetween(6_800L, 7_200L);
  }

  @ParameterizedTest
  @EnumSource(DroppedWord.class)
  void leavesAWordAndAnyOfThem(DroppedWord as) {
    WordDropout nearlyAll = Batchers.wordDropout(0.999, as, Side.PRE);
    SplittableRandom random = new SplittableRandom(1);
    List<Float> survivors = new ArrayList<>();

    for (int trial = 0; trial < 200; trial++) {
      List<Float> words = withoutPadding(nearlyAll.apply(new float[] {0, 1, 4, 5, 6}, 0, random));
      words.removeAll(List.of(1f, 2f));
      assertThat(words).isNotEmpty();
      survivors.addAll(words);
    }
    assertThat(survivors).contains(4f, 5f, 6f);
  }

  @ParameterizedTest
  @EnumSource(DroppedWord.class)
  void leavesSequencesWithoutWordsAsTheyAre(DroppedWord as) {
    WordDropout nearlyAll = Batchers.wordDropout(0.999, as, Side.PRE);

    for (float[] ids : new float[][] {{0, 0, 1}, {0, 0, 0}, {0, 1, 4}}) {
      assertThat(nearlyAll.apply(ids, 0, new SplittableRandom(1))).isEqualTo(ids);
    }
  }

  @Test
  void goesFromTheFirstShareToTheLast() {
    WordDropout falling =
        new WordDropout(new ModelSettings.WordDropout(0.8, 0.75, DroppedWord.REMOVED), Side.PRE);
    float[] ids = new float[10_000];
    Arrays.fill(ids, 7);

    assertThat(left(falling, ids, 0)).isCloseTo(0.2, within(0.02));
    assertThat(left(falling, ids, 0.5)).isCloseTo(0.5, within(0.02));
    assertThat(left(falling, ids, 1)).isCloseTo(0.8, within(0.02));
  }

  private static double left(WordDropout dropout, float[] ids, double progress) {
    float[] applied = dropout.apply(ids, progress, new SplittableRandom(1));
    int words = 0;
    for (float id : applied) {
      words += id == Vocabulary.PADDING ? 0 : 1;
    }
    return (double) words / ids.length;
  }

  private static List<Float> withoutPadding(float[] ids) {
    List<Float> words = new ArrayList<>();
    for (float id : ids) {
      if (id != 0) {
        words.add(id);
      }
    }
    return words;
  }
}
