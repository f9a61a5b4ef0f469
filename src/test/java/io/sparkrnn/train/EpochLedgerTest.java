package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.EpochLedger.ShardEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochLedgerTest {

  @Test
  void addsUpShards() {
    EpochLedger ledger =
        new EpochLedger(3, List.of(new ShardEntry(0, 10, 10, true), new ShardEntry(1, 9, 9, true)));

    assertThat(ledger.given()).isEqualTo(19);
    assertThat(ledger.used()).isEqualTo(19);
    assertThat(ledger.dropped()).isZero();
    assertThat(ledger.complete()).isTrue();
  }

  @Test
  void isNotCompleteWhereOneShardIsNot() {
    EpochLedger dropping =
        new EpochLedger(
            3, List.of(new ShardEntry(0, 10, 10, true), new ShardEntry(1, 9, 7, false)));
    // As many as given, but one of them twice and another one not.
    EpochLedger repeating =
        new EpochLedger(
            3, List.of(new ShardEntry(0, 10, 10, false), new ShardEntry(1, 9, 9, true)));

    assertThat(dropping.complete()).isFalse();
    assertThat(dropping.dropped()).isEqualTo(2);
    assertThat(dropping.shards().get(1).dropped()).isEqualTo(2);
    assertThat(repeating.complete()).isFalse();
    assertThat(repeating.dropped()).isZero();
  }
}
