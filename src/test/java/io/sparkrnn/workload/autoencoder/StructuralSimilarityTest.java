package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.data.image.ImageSize;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StructuralSimilarityTest {

  private static final ImageSize SIZE = new ImageSize(20, 28);

  private final StructuralSimilarity similarity = new StructuralSimilarity(SIZE);

  @Test
  void equalImagesAreSimilar() {
    float[] image = Patterns.image(SIZE.pixels(), 1);
    assertThat(similarity.of(image, image)).isCloseTo(1, within(1e-12));
  }

  @Test
  void plainImagesDifferByTheirBrightnessAlone() {
    float[] dark = plain(0.25f);
    float[] bright = plain(0.75f);
    double expected = (2 * 0.25 * 0.75 + 1e-4) / (0.25 * 0.25 + 0.75 * 0.75 + 1e-4);

    assertThat(similarity.of(dark, bright)).isCloseTo(expected, within(1e-9));
  }

  /**
   * scikit-image's structural_similarity with gaussian_weights, sigma=1.5, use_sample_covariance
   * off and data_range=1 gives these of the same images.
   */
  @Test
  void agreesWithScikitImage() {
    float[] one = Patterns.image(SIZE.pixels(), 1);
    float[] two = Patterns.image(SIZE.pixels(), 2);
    float[] between = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      between[i] = 0.7f * one[i] + 0.3f * two[i];
    }

    assertThat(similarity.of(one, two)).isCloseTo(0.03975536356382103, within(1e-6));
    assertThat(similarity.of(one, between)).isCloseTo(0.8806342299473363, within(1e-6));
  }

  @Test
  void isUndefinedWhereTheWindowDoesNotFit() {
    assertThat(new StructuralSimilarity(new ImageSize(10, 30)).of(new float[300], new float[300]))
        .isNaN();
  }

  private static float[] plain(float grey) {
    float[] image = new float[SIZE.pixels()];
    Arrays.fill(image, grey);
    return image;
  }
}
