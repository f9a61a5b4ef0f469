package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinaryTestMetricsTest {

  /** Two true negatives, one false positive, one false negative, three true positives. */
  private static BinaryTestMetrics small() {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    add(metrics, 0, 0, 0.125f);
    add(metrics, 1, 0, 0.25f);
    add(metrics, 2, 0, 0.875f);
    add(metrics, 3, 1, 0.25f);
    add(metrics, 4, 1, 0.625f);
    add(metrics, 5, 1, 0.875f);
    add(metrics, 6, 1, 1f);
    return metrics;
  }

  @Test
  void scoresASmallCaseExactly() {
    Scores scores = small().scores();
    assertThat(scores.all())
        .extracting(Score::name)
        .containsExactly("accuracy", "loss", "auc", "precision", "recall", "f1");
    assertThat(scores.value("accuracy")).isEqualTo(5 / 7.0);
    // Pairs won by 0.25: 1.5 of 3; 0.625: 2; 0.875: 2.5; 1: 3.
    assertThat(scores.value("auc")).isCloseTo(9 / 12.0, within(1e-15));
    assertThat(scores.value("precision")).isEqualTo(3 / 4.0);
    assertThat(scores.value("recall")).isEqualTo(3 / 4.0);
    assertThat(scores.value("f1")).isEqualTo(3 / 4.0);
    double product = 0.875 * 0.75 * 0.125 * 0.25 * 0.625 * 0.875 * (1 - 1e-7);
    assertThat(scores.value("loss")).isCloseTo(-Math.log(product) / 7, within(1e-12));
  }

  @Test
  void countsNothingOverNothingAsZero() {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    add(metrics, 0, 0, 0.1f);
    Scores scores = metrics.scores();
    assertThat(scores.value("precision")).isZero();
    assertThat(scores.value("recall")).isZero();
    assertThat(scores.value("f1")).isZero();
    assertThat(scores.value("auc")).isNaN();
    assertThat(metrics.figures()).extracting(Figure::title).doesNotContain("ROC curve");
  }

  @Test
  void toleratesNoExamplesAndNaN() {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    assertThat(metrics.scores().value("accuracy")).isNaN();
    assertThat(metrics.figures()).isEmpty();
    add(metrics, 0, 0, 0.25f);
    add(metrics, 1, 1, Float.NaN);
    assertThat(metrics.scores().value("auc")).isNaN();
    assertThat(metrics.scores().value("loss")).isNaN();
    assertThat(metrics.mostConfident(Verdict.WRONG, 5)).isEmpty();
    assertThat(metrics.figures()).hasSize(3);
  }

  @Test
  void agreesWithPairwiseCountingOnRandomDataWithTies() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      int size = 2 + random.nextInt(80);
      int levels = 1 + random.nextInt(12);
      int[] labels = new int[size];
      float[] probabilities = new float[size];
      BinaryTestMetrics metrics = new BinaryTestMetrics();
      for (int i = 0; i < size; i++) {
        labels[i] = i < 2 ? i : random.nextInt(2);
        probabilities[i] = random.nextInt(levels) / 12f;
        add(metrics, i, labels[i], probabilities[i]);
      }
      assertThat(metrics.scores().value("auc"))
          .isCloseTo(pairwise(labels, probabilities), within(1e-12));
    }
  }

  private static double pairwise(int[] labels, float[] probabilities) {
    double won = 0;
    long pairs = 0;
    for (int p = 0; p < labels.length; p++) {
      for (int n = 0; n < labels.length; n++) {
        if (labels[p] == 1 && labels[n] == 0) {
          won += 0.5 * (1 + Math.signum(probabilities[p] - probabilities[n]));
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void mergesAndTravelsWithoutChange() {
    BinaryTestMetrics whole = new BinaryTestMetrics();
    BinaryTestMetrics left = new BinaryTestMetrics();
    BinaryTestMetrics right = new BinaryTestMetrics();
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      int label = random.nextInt(2);
      float probability = random.nextFloat();
      add(whole, i, label, probability);
      add(i < 321 ? left : right, i, label, probability);
    }
    left.merge(Copies.serialised(right));
    assertThat(left.count()).isEqualTo(1000);
    assertThat(left.scores()).isEqualTo(whole.scores());
    assertThat(Copies.serialised(left).figures()).isEqualTo(whole.figures());
    assertThatThrownBy(() -> left.merge(new BinaryEpochMetrics()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BinaryEpochMetrics");
  }

  @Test
  void picksTheSurestWithTiesByIndex() {
    BinaryTestMetrics metrics = small();
    add(metrics, 8, 0, 0.875f);
    assertThat(metrics.mostConfident(Verdict.WRONG, 2))
        .containsExactly(new ScoredReview(2, 0, 0.875f), new ScoredReview(8, 0, 0.875f));
    assertThat(metrics.mostConfident(Verdict.RIGHT, 3))
        .extracting(ScoredReview::index)
        .containsExactly(6L, 0L, 5L);
    assertThat(metrics.mostConfident(Verdict.WRONG, 99)).hasSize(3);
  }

  @Test
  void showsConfusionWithTruthInRows() {
    assertThat(small().figures().get(0))
        .isInstanceOfSatisfying(
            Figure.Table.class,
            table -> {
              assertThat(table.style()).isEqualTo(Figure.TableStyle.MATRIX);
              assertThat(table.rows())
                  .containsExactly(List.of("Negative", "2", "1"), List.of("Positive", "1", "3"));
            });
  }

  @Test
  void drawsTheRocCurveFromCornerToCorner() {
    assertThat(small().figures().get(1))
        .isInstanceOfSatisfying(
            Figure.LinePlot.class,
            plot -> {
              assertThat(plot.caption()).contains("0.7500");
              assertThat(plot.lines()).extracting(Figure.Line::name).contains("chance");
              assertThat(plot.lines().get(0).x())
                  .containsExactly(0.0, 0.0, 1 / 3.0, 1 / 3.0, 2 / 3.0, 1.0);
              assertThat(plot.lines().get(0).y()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0, 1.0);
            });
  }

  @Test
  void thinsALongRocCurveAndKeepsItsEnds() {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      add(metrics, i, i % 2, random.nextFloat());
    }
    Figure.Line curve = ((Figure.LinePlot) metrics.figures().get(1)).lines().get(0);
    assertThat(curve.x()).hasSize(500).startsWith(0.0).endsWith(1.0).isSorted();
    assertThat(curve.y()).hasSize(500).startsWith(0.0).endsWith(1.0).isSorted();
  }

  @Test
  void calibratesInTenBins() {
    List<Figure> figures = small().figures();
    Figure.LinePlot plot = (Figure.LinePlot) figures.get(2);
    assertThat(plot.lines().get(0).x()).containsExactly(0.125, 0.25, 0.625, 0.875, 1.0);
    assertThat(plot.lines().get(0).y()).containsExactly(0.0, 0.5, 1.0, 0.5, 1.0);
    Figure.Table table = (Figure.Table) figures.get(3);
    assertThat(table.rows())
        .hasSize(10)
        .contains(
            List.of("0.2 to 0.3", "2", "0.250", "0.500"), List.of("0.0 to 0.1", "0", "–", "–"));
  }

  private static void add(BinaryTestMetrics metrics, long index, int label, float probability) {
    metrics.add(index, new float[] {label}, new float[] {probability});
  }
}
