package io.sparkrnn.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.Candidate;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchResultTest {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final double DIVERGED = Double.NEGATIVE_INFINITY;

  private static CandidateTrials candidate(String name, String score, double... values) {
    List<SearchTrial> trials = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      trials.add(trial(SEEDS.get(i), score, values[i], 20));
    }
    return new CandidateTrials(new Candidate(name, List.of(), Map.of()), trials);
  }

  private static SearchTrial trial(long seed, String score, double value, long validation) {
    boolean diverged = value == DIVERGED;
    Scores scores = diverged ? Scores.empty() : Scores.empty().with(score, value).with("b", 0.5);
    return new SearchTrial(
        seed,
        1,
        80,
        validation,
        scores,
        List.of(),
        diverged ? 0 : 1,
        0,
        10 * seed,
        diverged ? "" : "sha",
        diverged ? "the loss is NaN" : "");
  }

  private static SearchResult result(CandidateTrials... candidates) {
    return new SearchResult(SEEDS, List.of(candidates));
  }

  private static Stream<String> names(SearchResult result) {
    return result.ranking().stream().map(one -> one.candidate().name());
  }

  @Test
  void ofAnAccuracyMoreIsBetter() {
    SearchResult result =
        result(
            candidate("reference", "accuracy", 0.80, 0.90, 0.85),
            candidate("same", "accuracy", 0.90, 0.80, 0.85),
            candidate("best", "accuracy", 0.84, 0.92, 0.88));

    assertThat(result.mainScore()).contains(new MainScore("accuracy"));
    assertThat(names(result)).containsExactly("best", "reference", "same");
  }

  @Test
  void ofAnErrorLessIsBetter() {
    SearchResult result =
        result(
            candidate("reference", "mase", 0.8, 0.9, 0.7),
            candidate("best", "mase", 0.5, 0.6, 0.4),
            candidate("worst", "mase", 1.5, 1.6, 1.4));

    assertThat(result.mainScore()).contains(new MainScore("mase"));
    assertThat(names(result)).containsExactly("best", "reference", "worst");
  }

  @Test
  void whatHasNoMeanIsLast() {
    CandidateTrials diverged = candidate("diverged", "mse", 0.1, DIVERGED, 0.1);
    CandidateTrials infinite = candidate("not finite", "mse", 0.1, Double.NaN, 0.1);
    SearchResult result =
        result(
            diverged,
            candidate("good", "mse", 0.3, 0.3, 0.3),
            infinite,
            candidate("begun", "mse", 0.2),
            candidate("waiting", "mse"),
            candidate("better", "mse", 0.2, 0.2, 0.2));

    assertThat(names(result))
        .containsExactly("better", "good", "diverged", "not finite", "begun", "waiting");
    assertThat(diverged.diverged()).isEqualTo(1);
    assertThat(diverged.scores()).isEmpty();
    assertThat(infinite.score("mse")).isEmpty();
    assertThat(infinite.score("b")).isPresent();
    assertThat(result.isComplete()).isFalse();
    assertThat(result.candidates().get(4).trainSeconds()).isEmpty();
    assertThat(result.candidates().get(1).trainSeconds()).hasValue(20);
  }

  @Test
  void ifAllDivergeNothingIsScored() {
    SearchResult result =
        result(
            candidate("a", "mse", DIVERGED, DIVERGED, DIVERGED),
            candidate("b", "mse", DIVERGED, DIVERGED, DIVERGED));

    assertThat(result.mainScore()).isEmpty();
    assertThat(names(result)).containsExactly("a", "b");
    assertThat(result.difference(result.candidates().get(1))).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void differencesAreThoseWithTheSameSeeds() {
    SearchResult result =
        result(
            candidate("reference", "accuracy", 0.80, 0.90, 0.85),
            candidate("steady", "accuracy", 0.81, 0.91, 0.86),
            candidate("other", "accuracy", 0.80, 0.92, 0.89),
            candidate("begun", "accuracy", 0.9),
            candidate("diverged", "accuracy", 0.82, DIVERGED, 0.87));

    assertThat(result.difference(result.reference())).isEmpty();
    PairedDifference steady = result.difference(result.candidates().get(1)).orElseThrow();
    assertThat(steady.mean()).isCloseTo(0.01, within(1e-12));
    assertThat(steady.standardError()).as("seeds share splits").isCloseTo(0, within(1e-12));
    PairedDifference other = result.difference(result.candidates().get(2)).orElseThrow();
    // Differences 0, 0.02, 0.04: standard deviation 0.02.
    assertThat(other.seeds()).isEqualTo(3);
    assertThat(other.mean()).isCloseTo(0.02, within(1e-12));
    assertThat(other.standardError()).isCloseTo(0.02 / Math.sqrt(3), within(1e-12));
    assertThat(result.difference(result.candidates().get(3))).isEmpty();
    assertThat(result.difference(result.candidates().get(4)).orElseThrow().seeds()).isEqualTo(2);
  }

  @Test
  void splitsOfDifferentSizesAreTold() {
    CandidateTrials window =
        new CandidateTrials(
            new Candidate("window", List.of(), Map.of()), List.of(trial(1, "mase", 0.5, 19)));

    assertThat(result(candidate("reference", "mase", 0.5)).isOnEqualSplits()).isTrue();
    assertThat(result(candidate("reference", "mase", 0.5), window).isOnEqualSplits()).isFalse();
  }

  @Test
  void aSearchHasCandidatesAndADifferenceHasSeeds() {
    assertThatThrownBy(() -> new SearchResult(SEEDS, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a search without candidates, expected one at least");
    assertThatThrownBy(() -> PairedDifference.of(Arrays.asList(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 1 differences, expected two at least");
  }
}
