package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.data.image.ImageSize;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Loss;
import io.sparkrnn.workload.autoencoder.ReconstructionTestMetrics.ImageError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconstructionTestMetricsTest {

  private static final ImageSize SIZE = new ImageSize(12, 12);
  private static final List<Example> IMAGES = Patterns.examples(40, SIZE.pixels());

  /** Of one component, along the first pixel. */
  private static final PrincipalComponents COMPONENTS = components();

  private static PrincipalComponents components() {
    float[] first = new float[SIZE.pixels()];
    first[0] = 1;
    return new PrincipalComponents(SIZE, new float[SIZE.pixels()], new float[][] {first});
  }

  private static ReconstructionTestMetrics metrics() {
    return new ReconstructionTestMetrics(Loss.MEAN_SQUARED_ERROR, COMPONENTS);
  }

  private static void add(Metrics metrics, int from, int to) {
    for (Example image : IMAGES.subList(from, to)) {
      metrics.add(image.index(), image.features(), dimmed(image));
    }
  }

  /** Darker, the more so the higher the index. */
  private static float[] dimmed(Example image) {
    float[] dimmed = image.features().clone();
    for (int i = 0; i < dimmed.length; i++) {
      dimmed[i] *= 1 - image.index() / 100f;
    }
    return dimmed;
  }

  @Test
  void scoresAreMeansOverImagesBesideThoseOfTheComponents() {
    ReconstructionTestMetrics metrics = metrics();
    add(metrics, 0, 40);

    Scores scores = metrics.scores();

    assertThat(scores.all())
        .extracting(Scores.Score::name)
        .containsExactly("mse", "pca_mse", "psnr", "pca_psnr", "ssim", "pca_ssim", "loss");
    double squared = 0;
    double linear = 0;
    for (Example image : IMAGES) {
      float[] x = image.features();
      for (int i = 0; i < x.length; i++) {
        squared += Math.pow(x[i] * image.index() / 100, 2) / x.length / 40;
        linear += i == 0 ? 0 : Math.pow(x[i], 2) / x.length / 40;
      }
    }
    assertThat(scores.value("mse")).isCloseTo(squared, within(1e-7));
    assertThat(scores.value("loss")).isEqualTo(scores.value("mse"));
    assertThat(scores.value("pca_mse")).isCloseTo(linear, within(1e-7));
    assertThat(scores.value("psnr")).isGreaterThan(scores.value("pca_psnr"));
    assertThat(scores.value("ssim")).isBetween(0.5, 1.0).isGreaterThan(scores.value("pca_ssim"));
    assertThat(metrics.figures()).singleElement().isInstanceOf(Figure.Table.class);
  }

  @Test
  void partsThatTravelledMakeAWhole() throws Exception {
    ReconstructionTestMetrics whole = metrics();
    add(whole, 0, 40);
    ReconstructionTestMetrics front = metrics();
    add(front, 0, 25);
    ReconstructionTestMetrics back = metrics();
    add(back, 25, 40);

    ReconstructionTestMetrics all = metrics();
    all.merge(sent(front));
    all.merge(sent(back));

    assertThat(all.count()).isEqualTo(40);
    all.scores()
        .all()
        .forEach(
            score ->
                assertThat(score.value())
                    .isCloseTo(whole.scores().value(score.name()), within(1e-9)));
    assertThat(all.worst(3))
        .extracting(ImageError::index)
        .containsExactlyElementsOf(whole.worst(3).stream().map(ImageError::index).toList());
  }

  private static ReconstructionTestMetrics sent(ReconstructionTestMetrics metrics)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(metrics);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ReconstructionTestMetrics) in.readObject();
    }
  }

  @Test
  void theWorstComeFirst() {
    ReconstructionTestMetrics metrics = metrics();
    add(metrics, 0, 40);

    assertThat(metrics.worst(40)).hasSize(40);
    assertThat(metrics.worst(5))
        .hasSize(5)
        .isSortedAccordingTo((a, b) -> Double.compare(b.error(), a.error()))
        .allMatch(judged -> judged.index() > 20);
  }

  @Test
  void nothingTakenIsNoScore() {
    assertThat(metrics().scores().value("mse")).isNaN();
    assertThat(metrics().figures()).isEmpty();
    assertThatThrownBy(
            () -> metrics().merge(new ReconstructionEpochMetrics(Loss.MEAN_SQUARED_ERROR)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void epochsHaveTheLossFirst() {
    ReconstructionEpochMetrics metrics = new ReconstructionEpochMetrics(Loss.BINARY_CROSS_ENTROPY);
    metrics.add(0, new float[] {0, 1}, new float[] {0.5f, 0.5f});
    ReconstructionEpochMetrics more = new ReconstructionEpochMetrics(Loss.BINARY_CROSS_ENTROPY);
    more.add(1, new float[] {0, 1}, new float[] {0, 1});
    metrics.merge(more);

    assertThat(metrics.count()).isEqualTo(2);
    assertThat(metrics.scores().all())
        .extracting(Scores.Score::name)
        .containsExactly("loss", "mse");
    assertThat(metrics.scores().value("loss")).isCloseTo(Math.log(2) / 2, within(1e-6));
    assertThat(metrics.scores().value("mse")).isCloseTo(0.125, within(1e-9));
  }
}
