package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.data.image.ImageSize;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  private static final ImageSize SIZE = new ImageSize(3, 4);
  private static final List<Example> IMAGES = Patterns.examples(1_200, SIZE.pixels());

  private static PixelStatistics moments(List<Example> images) {
    PixelStatistics moments = new PixelStatistics(SIZE.pixels());
    moments.addAll(images.iterator());
    return moments;
  }

  private static PrincipalComponents.PcaFit fitted(int number) {
    return PrincipalComponents.fit(moments(IMAGES), SIZE, number);
  }

  private static double error(PrincipalComponents components) {
    return IMAGES.stream()
        .mapToDouble(
            image ->
                ReconstructionError.meanSquared(
                    image.features(), components.reconstruct(image.features())))
        .average()
        .orElseThrow();
  }

  @Test
  void theCovarianceIsThatOfTheDefinition() {
    double[] covariance = moments(IMAGES).covariance();
    for (int i = 0; i < SIZE.pixels(); i++) {
      for (int j = 0; j < SIZE.pixels(); j++) {
        assertThat(covariance[i * SIZE.pixels() + j]).isCloseTo(direct(i, j), within(1e-7));
      }
    }
  }

  private static double direct(int i, int j) {
    double meanI = mean(i);
    double meanJ = mean(j);
    return IMAGES.stream()
        .mapToDouble(image -> (image.features()[i] - meanI) * (image.features()[j] - meanJ))
        .average()
        .orElseThrow();
  }

  private static double mean(int pixel) {
    return IMAGES.stream().mapToDouble(image -> image.features()[pixel]).average().orElseThrow();
  }

  @Test
  void thePartitionsAndTheirOrderAreOfNoAccount() {
    List<Example> front = IMAGES.subList(0, 700);
    List<Example> back = IMAGES.subList(700, IMAGES.size());
    PixelStatistics parts = new PixelStatistics(SIZE.pixels());
    parts.addAll(back.iterator());
    parts.addAll(front.iterator());

    assertThat(parts.covariance()).containsExactly(moments(IMAGES).covariance());
  }

  @Test
  void allComponentsTogetherLoseNothing() {
    assertThat(error(fitted(SIZE.pixels()).components())).isLessThan(1e-12);
    assertThat(fitted(SIZE.pixels()).keptVariance()).isCloseTo(1, within(1e-9));
  }

  /** What is lost is the variance along the components that were left out. */
  @Test
  void fewerComponentsLoseTheVarianceOfTheRest() {
    double[] values = SymmetricEigen.of(moments(IMAGES).covariance(), SIZE.pixels()).values();
    double lost = 0;
    for (int i = 5; i < values.length; i++) {
      lost += values[i];
    }

    assertThat(values).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(error(fitted(5).components())).isCloseTo(lost / SIZE.pixels(), within(1e-8));
  }

  @Test
  void componentsAreOrthonormal() {
    float[][] components = fitted(6).components().components();
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double product = 0;
        for (int p = 0; p < SIZE.pixels(); p++) {
          product += (double) components[i][p] * components[j][p];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  @Test
  void aModelKeepsThemAsText() {
    PrincipalComponents components = fitted(4).components();

    PrincipalComponents read = PrincipalComponents.in(List.of(components.toAsset()));

    assertThat(read.size()).isEqualTo(SIZE);
    assertThat(read.mean()).containsExactly(components.mean());
    assertThat(read.components()).isDeepEqualTo(components.components());
  }

  @Test
  void aModelWithoutThemOrWithDamagedOnesIsRefused() {
    assertThatThrownBy(() -> PrincipalComponents.in(List.of(new Asset("vocabulary.txt", ""))))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no principal-components.txt among its assets (vocabulary.txt)");
    Asset whole = fitted(4).components().toAsset();
    for (String damaged :
        List.of("", "3 4", "3 4 x", whole.content().substring(0, whole.content().length() / 2))) {
      assertThatThrownBy(() -> PrincipalComponents.in(List.of(new Asset(whole.name(), damaged))))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("principal-components.txt of the model is damaged");
    }
  }
}
