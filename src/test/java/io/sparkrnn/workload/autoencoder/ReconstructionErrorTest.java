package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Loss;
import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {

  private static final float[] IMAGE = {0, 1, 0.5f, 0.25f};
  private static final float[] OTHER = {0.1f, 0.8f, 0.5f, 0.5f};

  @Test
  void theMeanSquaredErrorIsThatOfPixels() {
    double expected = (0.01 + 0.04 + 0 + 0.0625) / 4;

    assertThat(ReconstructionError.meanSquared(IMAGE, OTHER)).isCloseTo(expected, within(1e-8));
    assertThat(ReconstructionError.loss(Loss.MEAN_SQUARED_ERROR, IMAGE, OTHER))
        .isCloseTo(expected, within(1e-8));
  }

  @Test
  void crossEntropyTakesPixelsForProbabilities() {
    double expected =
        -(Math.log(0.9)
                + Math.log(0.8)
                + Math.log(0.5)
                + 0.25 * Math.log(0.5)
                + 0.75 * Math.log(0.5))
            / 4;

    assertThat(ReconstructionError.loss(Loss.BINARY_CROSS_ENTROPY, IMAGE, OTHER))
        .isCloseTo(expected, within(1e-7));
    assertThat(ReconstructionError.crossEntropy(new float[] {0, 1}, new float[] {1, 0}))
        .isCloseTo(-Math.log(1e-7), within(1e-6));
  }

  @Test
  void thePeakRatioIsInDecibels() {
    assertThat(ReconstructionError.peakSignalToNoise(0.01)).isCloseTo(20, within(1e-9));
    assertThat(ReconstructionError.peakSignalToNoise(0)).isCloseTo(100, within(1e-9));
  }

  @Test
  void imagesOfTwoSizesAreRefused() {
    assertThatThrownBy(() -> ReconstructionError.meanSquared(IMAGE, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the images have different sizes: 4 and 3 pixels");
  }
}
