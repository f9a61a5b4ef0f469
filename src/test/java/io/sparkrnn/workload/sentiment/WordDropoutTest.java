package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ModelSettings.DroppedWord;
import io.sparkrnn.config.TextSettings.Side;
import java.util.ArrayList;
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

    assertThat(none.apply(PADDED_BEFORE, new SplittableRandom(1))).isSameAs(PADDED_BEFORE);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void closesUpAndFillsTheSideThatIsPadded(Side side) {
    WordDropout half = Batchers.wordDropout(0.5, DroppedWord.REMOVED, side);
    float[] ids = side == Side.PRE ? PADDED_BEFORE : PADDED_AFTER;
    SplittableRandom random = new SplittableRandom(1);

    for (int trial = 0; trial < 200; trial++) {
      float[] left = half.apply(ids, random);
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
      float[] left = half.apply(PADDED_BEFORE, random);

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

    float[] left = some.apply(ids, new SplittableRandom(1));

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
      List<Float> words = withoutPadding(nearlyAll.apply(new float[] {0, 1, 4, 5, 6}, random));
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
      assertThat(nearlyAll.apply(ids, new SplittableRandom(1))).isEqualTo(ids);
    }
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
