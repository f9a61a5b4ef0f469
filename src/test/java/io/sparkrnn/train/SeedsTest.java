package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.Seeds.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void givesTheSameSeedAgain() {
    assertThat(Seeds.derive(42, Purpose.SHUFFLING, 1, 2))
        .isEqualTo(Seeds.derive(42, Purpose.SHUFFLING, 1, 2));
  }

  @Test
  void staysAsItIsBetweenVersions() {
    // A run can be repeated from its seed only while these numbers stay.
    assertThat(Seeds.derive(42, Purpose.VALIDATION_SPLIT)).isEqualTo(-3738951017704982602L);
    assertThat(Seeds.derive(42, Purpose.DROPOUT, 1, 2, 3)).isEqualTo(-438719628450669302L);
  }

  @Test
  void tellsSeedsPurposesAndCoordinatesApart() {
    Set<Long> seen = new HashSet<>();
    int derived = 0;
    for (long seed : new long[] {0, 1, 42, 1L << 53}) {
      for (Purpose purpose : Purpose.values()) {
        seen.add(Seeds.derive(seed, purpose));
        derived++;
        for (int epoch = 1; epoch <= 10; epoch++) {
          for (int shard = 0; shard < 10; shard++) {
            seen.add(Seeds.derive(seed, purpose, epoch, shard));
            seen.add(Seeds.derive(seed, purpose, epoch, shard, 0));
            derived += 2;
          }
        }
      }
    }
    assertThat(seen).hasSize(derived);
  }

  @Test
  void changesHalfOfTheBitsWithOneOfTheInputs() {
    long total = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      total += Long.bitCount(Seeds.mix(1L << bit, 5) ^ Seeds.mix(0, 5));
      total += Long.bitCount(Seeds.mix(5, 1L << bit) ^ Seeds.mix(5, 0));
    }
    assertThat(total / 128).isBetween(29L, 35L);
  }
}
