package io.sparkrnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineComparisonTest {

  private static BaselineComparison of(PairedCounts counts) {
    Scores network = Scores.empty().with("accuracy", 0.86).with("auc", Double.NaN);
    Scores linear = Scores.empty().with("accuracy", 0.82).with("auc", 0.9);
    return new BaselineComparison(
        new ModelComparison(LinearBaseline.NAME, network, linear, counts), 20_000, 0.3);
  }

  @Test
  void saysByHowManyPointsTheNetworkIsAboveOrBelow() {
    assertThat(of(new PairedCounts(800, 60, 20, 120)).text())
        .startsWith(
            "The network is 4.00 percentage points more accurate than a linear model on the same"
                + " words (86.00 % and 82.00 %; 95 % interval of the difference: +2.")
        .endsWith("McNemar's exact test: p < 0.0001)");
    assertThat(of(new PairedCounts(800, 38, 42, 120)).text())
        .startsWith(
            "The network is 0.40 percentage points less accurate than a linear model on the same"
                + " words (83.80 %")
        .endsWith(", not significant)");
    assertThat(of(new PairedCounts(800, 40, 40, 120)).text())
        .startsWith("The network is as accurate as a linear model on the same words (84.00 %");
  }

  @Test
  void warnsOfANetworkThatIsBeaten() {
    assertThat(of(new PairedCounts(800, 60, 20, 120)).warning()).isEmpty();
    assertThat(of(new PairedCounts(800, 40, 40, 120)).warning()).isEmpty();
    assertThat(of(new PairedCounts(800, 20, 60, 120)).warning())
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("The network is 4.00 percentage points less accurate")
                    .endsWith("; the linear model trains in seconds"));
  }

  @Test
  void showsTheScoresSideBySide() {
    Table table = (Table) of(new PairedCounts(800, 60, 20, 120)).figure();

    assertThat(table.title()).isEqualTo("Linear baseline");
    assertThat(table.caption())
        .contains("4.00 percentage points more accurate", "20,000 examples, C = 0.3.");
    assertThat(table.rows())
        .containsExactly(List.of("accuracy", "0.8600", "0.8200"), List.of("auc", "–", "0.9000"));
  }
}
