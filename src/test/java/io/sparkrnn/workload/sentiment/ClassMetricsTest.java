package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.ClassPrediction;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics of more than two classes, against values computed by hand. */
class ClassMetricsTest {

  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Truths 0 1 2 2 2, predictions 0 0 2 2 1. */
  private static ClassTestMetrics small() {
    ClassTestMetrics metrics = new ClassTestMetrics(NAMES);
    add(metrics, 4, 2, 0.2f, 0.5f, 0.3f);
    add(metrics, 0, 0, 0.7f, 0.2f, 0.1f);
    add(metrics, 1, 1, 0.6f, 0.3f, 0.1f);
    add(metrics, 2, 2, 0.1f, 0.1f, 0.8f);
    add(metrics, 3, 2, 0.25f, 0.25f, 0.5f);
    return metrics;
  }

  private static void add(ClassTestMetrics metrics, long index, int truth, float... output) {
    metrics.add(index, new float[] {truth}, output);
  }

  @Test
  void scoresAreThoseOfAClassificationReport() {
    assertThat(small().scores().all())
        .extracting(Score::name)
        .containsExactly("accuracy", "loss", "macro_f1", "weighted_f1", "macro_auc");
    assertThat(small().scores().value("accuracy")).isEqualTo(0.6);
    double loss =
        -(Math.log(0.3f) + Math.log(0.7f) + Math.log(0.3f) + Math.log(0.8f) + Math.log(0.5f)) / 5;
    assertThat(small().scores().value("loss")).isCloseTo(loss, within(1e-12));
    // F1 is 2/3 (1 of 2 predictions, 1 of 1 examples), 0, and 4/5 (2 of 2, 2 of 3).
    assertThat(small().scores().value("macro_f1"))
        .isCloseTo((2 / 3.0 + 0 + 0.8) / 3, within(1e-12));
    assertThat(small().scores().value("weighted_f1"))
        .isCloseTo((1 * 2 / 3.0 + 1 * 0 + 3 * 0.8) / 5, within(1e-12));
    // a: 0.7 is above all four others. b: 0.3 is above 0.2, 0.1 and 0.25 and below 0.5. c: 0.3, 0.8
    // and 0.5 are above 0.1 and 0.1.
    assertThat(small().scores().value("macro_auc")).isCloseTo((1 + 0.75 + 1) / 3, within(1e-12));
  }

  @Test
  void partsAreMergedToTheWhole() {
    ClassTestMetrics whole = small();
    add(whole, 5, 1, 0.1f, 0.8f, 0.1f);
    ClassTestMetrics part = new ClassTestMetrics(NAMES);
    add(part, 5, 1, 0.1f, 0.8f, 0.1f);
    ClassTestMetrics merged = new ClassTestMetrics(NAMES);
    merged.merge(Copies.serialised(part));
    merged.merge(Copies.serialised(small()));

    assertThat(merged.count()).isEqualTo(6);
    for (Score score : whole.scores().all()) {
      assertThat(merged.scores().value(score.name())).isCloseTo(score.value(), within(1e-12));
    }
    assertThat(merged.answers()).isEqualTo(whole.answers());
    assertThat(merged.answers())
        .startsWith(new ClassPrediction(0, 0, 0), new ClassPrediction(1, 1, 0))
        .endsWith(new ClassPrediction(4, 2, 1), new ClassPrediction(5, 1, 1));
    assertThatThrownBy(() -> merged.merge(new ClassTestMetrics(List.of("a", "b"))))
        .hasMessageContaining("test metrics of 3 classes");
  }

  @Test
  void withoutExamplesNothingIsKnown() {
    ClassTestMetrics none = new ClassTestMetrics(NAMES);

    assertThat(none.scores().all()).allMatch(score -> Double.isNaN(score.value()));
    assertThat(none.figures()).isEmpty();
    assertThat(none.answers()).isEmpty();
  }

  @Test
  void aClassThatIsNeitherThereNorPredictedDoesNotCount() {
    ClassTestMetrics metrics = new ClassTestMetrics(NAMES);
    add(metrics, 0, 0, 0.7f, 0.2f, 0.1f);
    add(metrics, 1, 1, 0.2f, 0.7f, 0.1f);

    assertThat(metrics.scores().value("macro_f1")).isEqualTo(1);
    assertThat(metrics.scores().value("macro_auc")).isEqualTo(1);
  }

  @Test
  void theMostConfidentAreInOrder() {
    assertThat(small().mostConfident(Verdict.RIGHT, 2))
        .extracting(ClassifiedReview::index)
        .containsExactly(2L, 0L);
    assertThat(small().mostConfident(Verdict.WRONG, 9))
        .containsExactly(new ClassifiedReview(1, 1, 0, 0.6f), new ClassifiedReview(4, 2, 1, 0.5f));
  }

  @Test
  void figuresTellScoresAndConfusions() {
    List<Figure> figures = small().figures();

    assertThat(figures)
        .extracting(Figure::title)
        .containsExactly(
            "Scores by class",
            "Confusion matrix",
            "Most frequent confusions",
            "Calibration",
            "Calibration by bin");
    assertThat(((Figure.Table) figures.get(0)).rows())
        .containsExactly(
            List.of("a", "0.5000", "1.0000", "0.6667", "1.0000", "1"),
            List.of("b", "0.0000", "0.0000", "0.0000", "0.7500", "1"),
            List.of("c", "1.0000", "0.6667", "0.8000", "1.0000", "3"));
    assertThat(((Figure.Table) figures.get(1)).rows())
        .containsExactly(
            List.of("a", "1", "0", "0"), List.of("b", "1", "0", "0"), List.of("c", "0", "1", "2"));
    assertThat(((Figure.Table) figures.get(2)).rows())
        .containsExactly(List.of("b", "a", "1", "100.0 %"), List.of("c", "b", "1", "33.3 %"));
  }

  @Test
  void figuresOfManyClassesAreBounded() {
    int classes = 300;
    ClassTestMetrics metrics =
        new ClassTestMetrics(IntStream.range(0, classes).mapToObj(of -> "c" + of).toList());
    for (int i = 0; i < 3 * classes; i++) {
      float[] output = new float[classes];
      output[i % classes == 7 ? 9 : i % classes] = 1;
      add(metrics, i, i % classes, output);
    }

    List<Figure> figures = metrics.figures();

    assertThat(((Figure.Table) figures.get(0)).rows()).hasSize(100);
    Figure.Table matrix = (Figure.Table) figures.get(1);
    assertThat(matrix.header()).hasSize(14).endsWith("Predicted 288 others");
    long all =
        matrix.rows().stream()
            .flatMap(row -> row.stream().skip(1))
            .mapToLong(Long::parseLong)
            .sum();
    assertThat(all).isEqualTo(3L * classes);
    assertThat(((Figure.Table) figures.get(2)).rows())
        .containsExactly(List.of("c7", "c9", "3", "100.0 %"));
  }

  @Test
  void binnedAreasAreAsCloseAsTheySay() {
    SplittableRandom random = new SplittableRandom(3);
    int classes = 3;
    BinnedAuc binned = new BinnedAuc(classes);
    List<Integer> truths = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int truth = random.nextInt(classes);
      float[] output = new float[classes];
      double sum = 0;
      for (int of = 0; of < classes; of++) {
        output[of] = (float) Math.exp(2 * random.nextGaussian() + (of == truth ? 1 : 0));
        sum += output[of];
      }
      for (int of = 0; of < classes; of++) {
        output[of] /= (float) sum;
      }
      truths.add(truth);
      outputs.add(output);
      binned.add(truth, output);
    }
    for (int of = 0; of < classes; of++) {
      int one = of;
      float[] positives = scores(truths, outputs, one, true);
      float[] negatives = scores(truths, outputs, one, false);
      double exact = new RocCurve(negatives, positives).auc();
      assertThat(binned.error(of)).isBetween(0.0, 0.02);
      assertThat(binned.area(of)).isCloseTo(exact, within(binned.error(of)));
      assertThat(binned.area(of)).isCloseTo(exact, within(0.001));
    }
  }

  private static float[] scores(
      List<Integer> truths, List<float[]> outputs, int of, boolean itself) {
    double[] scores =
        IntStream.range(0, truths.size())
            .filter(i -> (truths.get(i) == of) == itself)
            .mapToDouble(i -> outputs.get(i)[of])
            .toArray();
    float[] floats = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      floats[i] = (float) scores[i];
    }
    return floats;
  }

  @Test
  void anEpochsLossIsThatOfTheTargets() {
    ClassEpochMetrics metrics = new ClassEpochMetrics();
    metrics.add(0, new float[] {2}, new float[] {0.2f, 0.3f, 0.5f});
    metrics.add(1, new float[] {0.1f, 0.8f, 0.1f}, new float[] {0.5f, 0.25f, 0.25f});

    double second = -(0.1f * Math.log(0.5) + 0.8f * Math.log(0.25) + 0.1f * Math.log(0.25));
    assertThat(metrics.scores().value("loss"))
        .isCloseTo((-Math.log(0.5) + second) / 2, within(1e-9));
    assertThat(metrics.scores().value("accuracy")).isEqualTo(0.5);
    assertThatThrownBy(() -> metrics.add(7, new float[] {3}, new float[] {0.2f, 0.3f, 0.5f}))
        .hasMessageContaining("example 7 has 1 targets");
  }
}
