package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.DataShift.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What training reviews look like, and how far they have moved. */
class ReviewShiftsTest {

  private static ReviewProfile profile(int positive, int negative, int... words) {
    long[] lengths = new long[ReviewProfile.BUCKETS];
    IntStream.of(words).forEach(count -> lengths[ReviewProfile.bucket(count)]++);
    return ReviewProfile.ofPositive(
        positive + negative,
        positive,
        Arrays.stream(lengths).boxed().toList(),
        Optional.of(new TextStatistics(1, 20, 30, 0.25, 40, 0.5)));
  }

  private static List<Asset> assets(ReviewProfile profile, String... words) {
    return List.of(
        new Asset(ReviewSentiment.VOCABULARY, Vocabulary.of(List.of(words), 100).toText()),
        profile.toAsset());
  }

  @Test
  void bucketsDouble() {
    assertThat(IntStream.of(0, 1, 2, 3, 4, 7, 8, Integer.MAX_VALUE).map(ReviewProfile::bucket))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 30);
  }

  @Test
  void aProfileIsReadAsItWasWritten() {
    ReviewProfile profile = profile(1, 2, 3, 300, 5);

    assertThat(ReviewProfile.of(List.of(profile.toAsset()))).contains(profile);
    assertThat(ReviewProfile.of(List.of())).isEmpty();
  }

  @Test
  void whatIsNoProfileIsRefused() {
    for (String json : List.of("null", "{", "{\"reviews\":1,\"positive\":1,\"lengths\":[1]}")) {
      assertThatExceptionOfType(BadDataException.class)
          .isThrownBy(() -> ReviewProfile.of(List.of(new Asset(ReviewProfile.ASSET, json))))
          .withMessageContaining("profile.json");
    }
  }

  @Test
  void whatDidNotMoveIsAtZero() {
    List<Asset> same = assets(profile(5, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "good", "bad");

    assertThat(ReviewShifts.between(same, same))
        .hasSize(3)
        .allSatisfy(shift -> assertThat(shift.value()).isZero());
  }

  @Test
  void labelsLengthsAndWordsMove() {
    List<Asset> before = assets(profile(2, 2, 4, 4, 4, 4), "good", "bad", "dull", "fine");
    List<Asset> now = assets(profile(3, 1, 4, 64, 64, 64), "good", "bad", "awful");

    List<DataShift> shifts = ReviewShifts.between(before, now);

    assertThat(shifts)
        .extracting(DataShift::kind)
        .containsExactly(Kind.LABELS, Kind.LENGTHS, Kind.WORDS);
    assertThat(shifts.get(0).value()).isEqualTo(0.25, within(1e-9));
    assertThat(shifts.get(0).text())
        .isEqualTo("75.0 % of the training reviews are positive, 50.0 % were");
    assertThat(shifts.get(1).value()).isEqualTo(0.75, within(1e-9));
    assertThat(shifts.get(2).value()).isEqualTo(0.5, within(1e-9));
    assertThat(shifts.get(2).text())
        .isEqualTo("2 of the 4 words of the model's vocabulary are not in the new one");
  }

  @Test
  void classesMoveByTheTotalVariation() {
    List<Asset> before = assets(classes(Map.of("a", 5L, "b", 3L, "c", 2L)), "good");
    List<Asset> now = assets(classes(Map.of("a", 4L, "b", 2L, "d", 4L)), "good");

    DataShift shift = ReviewShifts.between(before, now).get(0);

    // Half of |0.5 - 0.4| + |0.3 - 0.2| + |0.2 - 0| + |0 - 0.4|.
    assertThat(shift.value()).isEqualTo(0.4, within(1e-9));
    assertThat(shift.text())
        .isEqualTo(
            "the distributions of classes are 0.400 apart (total variation); most of all, 40.0 % of"
                + " the training reviews are 'd', 0.0 % were");
  }

  private static ReviewProfile classes(Map<String, Long> counts) {
    List<Long> lengths = new ArrayList<>(Collections.nCopies(ReviewProfile.BUCKETS, 0L));
    lengths.set(0, 10L);
    return new ReviewProfile(10, new TreeMap<>(counts), lengths, Optional.empty());
  }

  @Test
  void aModelWithoutAProfileCanBeHeldAgainstItsWords() {
    List<Asset> before =
        List.of(new Asset(ReviewSentiment.VOCABULARY, Vocabulary.of(List.of("a"), 9).toText()));

    assertThat(ReviewShifts.between(before, assets(profile(1, 1, 1, 1), "a")))
        .extracting(DataShift::kind)
        .containsExactly(Kind.WORDS);
  }

  @Test
  void lengthsAreComparedAsShares() {
    ReviewProfile few = profile(1, 1, 4, 64);
    List<Long> twice = few.lengths().stream().map(count -> 2 * count).toList();

    assertThat(few.lengthDistance(ReviewProfile.ofPositive(4, 2, twice, Optional.empty())))
        .isZero();
  }
}
