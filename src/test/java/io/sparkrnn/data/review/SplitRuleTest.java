package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.Split;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

  @Test
  void holdsOutTheFraction() {
    SplitRule rule = new SplitRule.HeldOut(0.2);

    long held =
        IntStream.range(0, 10_000)
            .filter(i -> rule.of("review " + i, Optional.empty()) == Split.TEST)
            .count();

    assertThat(held).isCloseTo(2_000, Offset.offset(150L));
  }

  @Test
  void neverMovesAText() {
    // SHA-256 of "abc" begins with ba7816bf, which is 0.728 of the way.
    assertThat(new SplitRule.HeldOut(0.72).of("abc", Optional.empty())).isEqualTo(Split.TRAIN);
    assertThat(new SplitRule.HeldOut(0.73).of("abc", Optional.empty())).isEqualTo(Split.TEST);
  }

  @Test
  void aWholeFileIsOnOneSide() {
    assertThat(new SplitRule.Whole(Split.TEST).of("abc", Optional.empty())).isEqualTo(Split.TEST);
  }
}
