package io.sparkrnn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {

  private static ModelComparison comparison(long both, long alone, long other, long none) {
    return new ModelComparison(
        "runs/old",
        Scores.empty().with("accuracy", 0.862).with("auc", 0.93),
        Scores.empty().with("accuracy", 0.866).with("auc", Double.NaN),
        new PairedCounts(both, alone, other, none));
  }

  @Test
  void saysInWordsWhatWasFound() {
    assertThat(comparison(20640, 910, 1010, 2440).text())
        .isEqualTo(
            "On the same 25,000 examples this model is right in 86.20 %, runs/old in 86.60 %:"
                + " -0.40 points (95 % interval -0.74 to -0.06). This model alone is right on 910"
                + " examples, the other alone on 1,010; McNemar's exact test gives p = 0.0238:"
                + " the other model is better.");
    assertThat(comparison(20000, 1300, 1000, 2700).text())
        .contains("+1.20 points (95 % interval +0.82 to +1.58)")
        .endsWith("gives p < 0.0001: this model is better.");
    assertThat(comparison(59, 6, 16, 80).text())
        .endsWith("gives p = 0.0525: neither is shown to be better.");
  }

  @Test
  void showsBothModelsScoresAndWhoWasRightWhere() {
    List<Table> tables =
        comparison(20640, 910, 1010, 2440).figures().stream().map(Table.class::cast).toList();

    assertThat(tables.get(0).rows())
        .containsExactly(List.of("accuracy", "0.8620", "0.8660"), List.of("auc", "0.9300", "–"));
    assertThat(tables.get(0).caption()).contains("runs/old");
    assertThat(tables.get(1).rows())
        .containsExactly(
            List.of("This model right", "20640", "910"),
            List.of("This model wrong", "1010", "2440"));
    assertThat(tables.get(1).caption()).contains("McNemar");
  }

  @Test
  void needsAnExample() {
    assertThatThrownBy(() -> comparison(0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runs/old");
  }
}
