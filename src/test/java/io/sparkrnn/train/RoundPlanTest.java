package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundPlanTest {

  @Test
  void isOneRoundAnEpochUnlessToldOtherwise() {
    RoundPlan plan = RoundPlan.of(100, 8, 0);

    assertThat(plan.rounds()).isEqualTo(1);
    assertThat(plan.batches(100)).isEqualTo(13);
    assertThat(plan.firstBatch(100, 0)).isZero();
    assertThat(plan.firstBatch(100, 1)).isEqualTo(13);
  }

  @Test
  void countsAShortLastBatch() {
    RoundPlan plan = RoundPlan.of(17, 8, 0);

    assertThat(new int[] {plan.batches(16), plan.batches(17), plan.batches(24), plan.batches(0)})
        .containsExactly(2, 3, 3, 0);
  }

  @Test
  void isOneRoundWhereAveragingIsRarerThanBatches() {
    assertThat(RoundPlan.of(100, 8, 13).rounds()).isEqualTo(1);
    assertThat(RoundPlan.of(100, 8, 14).rounds()).isEqualTo(1);
    assertThat(RoundPlan.of(100, 8, Integer.MAX_VALUE - 13).rounds()).isEqualTo(1);
    assertThat(RoundPlan.of(100, 8, 12).rounds()).isEqualTo(2);
  }

  @Test
  void takesTheLargestNumberThatSettingsAllow() {
    assertThat(RoundPlan.of(100, 8, Integer.MAX_VALUE).rounds()).isEqualTo(1);
  }

  @Test
  void putsEveryBatchInOneRoundAndSpreadsThemEvenly() {
    for (int size = 1; size <= 60; size++) {
      for (int every = 1; every <= 12; every++) {
        RoundPlan plan = RoundPlan.of(size, 5, every);
        // Shards differ by one example.
        for (int shard = Math.max(0, size - 1); shard <= size; shard++) {
          requireSpread(plan, shard, every);
        }
      }
    }
  }

  private static void requireSpread(RoundPlan plan, int shard, int every) {
    int batches = plan.batches(shard);
    assertThat(plan.firstBatch(shard, 0)).isZero();
    assertThat(plan.firstBatch(shard, plan.rounds())).isEqualTo(batches);
    for (int round = 0; round < plan.rounds(); round++) {
      int held = plan.firstBatch(shard, round + 1) - plan.firstBatch(shard, round);
      assertThat(held)
          .as("batches in round %d of %s for %d examples", round, plan, shard)
          .isBetween(batches / plan.rounds(), (batches + plan.rounds() - 1) / plan.rounds())
          .isLessThanOrEqualTo(every);
    }
  }
}
