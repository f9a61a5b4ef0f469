package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkrnn.nn.fused.SequencePlan.Sharing;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencePlanTest {

  private static final int LENGTH = 4;

  private final SequencePlan plan = new SequencePlan();

  @Test
  void longestFirstAndAllEndTogether() {
    plan(Sharing.WITHIN_SEQUENCE, "0 0 5 6", "1 2 3 4", "7 8 0 0", "0 9 0 0");

    assertThat(plan.sequences()).isEqualTo(4);
    assertThat(plan.steps()).isEqualTo(4);
    assertThat(plan.tokens()).isEqualTo(9);
    assertThat(order()).containsExactly(1, 0, 2, 3);
    assertThat(idsOfStep(0)).containsExactly(1);
    assertThat(idsOfStep(1)).containsExactly(2);
    assertThat(idsOfStep(2)).containsExactly(3, 5, 7);
    assertThat(idsOfStep(3)).containsExactly(4, 6, 8, 9);
  }

  /** The layer starts from zero after padding, so what came before it has no effect. */
  @Test
  void onlyWhatFollowsTheLastPaddingCounts() {
    plan(Sharing.WITHIN_SEQUENCE, "1 0 2 3", "4 5 0 6");

    assertThat(idsOfStep(0)).containsExactly(2);
    assertThat(idsOfStep(1)).containsExactly(3, 6);
  }

  @Test
  void aSequenceOfPaddingAloneIsNeverAtWork() {
    plan(Sharing.WITHIN_SEQUENCE, "0 0 0 0", "0 0 0 1");

    assertThat(plan.steps()).isEqualTo(1);
    assertThat(order()).containsExactly(1, 0);
    assertThat(plan.active(0)).isEqualTo(1);
  }

  @Test
  void nothingButPaddingIsNoWork() {
    plan(Sharing.WITHIN_BATCH, "0 0 0 0");

    assertThat(plan.steps()).isZero();
    assertThat(plan.tokens()).isZero();
    assertThat(plan.rows()).isZero();
  }

  @Test
  void withoutMaskPaddingIsAWord() {
    plan.plan(ids("0 0 5 6"), null, 1, LENGTH, 10, Sharing.WITHIN_SEQUENCE);

    assertThat(plan.steps()).isEqualTo(LENGTH);
    assertThat(idsOfStep(0)).containsExactly(0);
    assertThat(plan.rows()).isEqualTo(3);
  }

  @Test
  void tokensAreSharedAsFarAsDropoutAllows() {
    String[] rows = {"1 2 1 2", "0 2 2 2"};

    plan(Sharing.WITHIN_SEQUENCE, rows);
    assertThat(plan.rows()).isEqualTo(3);
    assertThat(List.of(plan.sequenceOf(0), plan.sequenceOf(1), plan.sequenceOf(2)))
        .containsExactly(0, 0, 1);

    plan(Sharing.WITHIN_BATCH, rows);
    assertThat(plan.rows()).isEqualTo(2);
    assertThat(idsOfStep(3)).containsExactly(2, 2);
  }

  @Test
  void aLargerMinibatchAfterASmallerOne() {
    plan(Sharing.WITHIN_BATCH, "1 2 3 4");
    plan(Sharing.WITHIN_BATCH, "5 6 7 8", "0 0 0 9", "0 1 2 3");

    assertThat(idsOfStep(3)).containsExactly(8, 3, 9);
  }

  @Test
  void refusesIdsThatTheEmbeddingHasNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Sharing.WITHIN_BATCH, "1 2 3 4", "1 2 10 4"))
        .withMessage(
            "id 10.0 at step 2 of sequence 1 is not in the embedding, which has ids 0 to 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Sharing.WITHIN_BATCH, "1 2.5 3 4"))
        .withMessageContaining("id 2.5 at step 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Sharing.WITHIN_BATCH, "1 -2 3 4"))
        .withMessageContaining("id -2.0");
  }

  private void plan(Sharing sharing, String... rows) {
    FloatBuffer ids = ids(rows);
    float[] mask = new float[ids.capacity()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = ids.get(i) == 0 ? 0 : 1;
    }
    plan.plan(ids, FloatBuffer.wrap(mask), rows.length, LENGTH, 10, sharing);
  }

  private static FloatBuffer ids(String... rows) {
    float[] ids = new float[rows.length * LENGTH];
    for (int row = 0; row < rows.length; row++) {
      String[] words = rows[row].split(" ");
      for (int step = 0; step < LENGTH; step++) {
        ids[row * LENGTH + step] = Float.parseFloat(words[step]);
      }
    }
    return FloatBuffer.wrap(ids);
  }

  private List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < plan.sequences(); place++) {
      order.add(plan.sequenceAt(place));
    }
    return order;
  }

  private List<Integer> idsOfStep(int step) {
    List<Integer> ids = new ArrayList<>();
    for (int place = 0; place < plan.active(step); place++) {
      ids.add(plan.idOf(plan.rowOf(plan.first(step) + place)));
    }
    return ids;
  }
}
