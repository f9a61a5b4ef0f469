package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.autoencoder.AutoencoderSettings.ActivationFunction;
import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Loss;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;

class AutoencoderNetworkTest {

  private static final List<Example> IMAGES = Patterns.examples(32, 12);

  private static MultiLayerNetwork network(ActivationFunction units, Loss loss) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            AutoencoderNetwork.configuration(
                new AutoencoderSettings(7, 3, units, ActivationFunction.IDENTITY, loss),
                SettingsForTests.training(
                    "training.clip-norm=0",
                    "training.learning-rate=0.02",
                    "training.learning-rate-schedule=constant"),
                1,
                12,
                TrainingLength.none()));
    network.init();
    return network;
  }

  @Test
  void narrowsToTheLatentVectorAndWidensAgain() {
    MultiLayerNetwork network = network(ActivationFunction.RELU, Loss.BINARY_CROSS_ENTROPY);

    assertThat(network.numParams()).isEqualTo(12 * 7 + 7 + 7 * 3 + 3 + 3 * 7 + 7 + 7 * 12 + 12);
    assertThat(new DenseCodec().latentSize(network)).isEqualTo(3);
    assertThat(new DenseCodec().encode(network, IMAGES)).hasDimensions(IMAGES.size(), 3);
  }

  @ParameterizedTest
  @EnumSource(ActivationFunction.class)
  void bothHalvesTogetherAreTheNetwork(ActivationFunction units) {
    MultiLayerNetwork network = network(units, Loss.MEAN_SQUARED_ERROR);
    DenseCodec codec = new DenseCodec();

    float[][] again = codec.decode(network, codec.encode(network, IMAGES));

    float[][] expected =
        network.output(new ImageBatcher().minibatch(IMAGES).getFeatures()).toFloatMatrix();
    for (int i = 0; i < again.length; i++) {
      assertThat(again[i]).containsExactly(expected[i], within(1e-6f));
    }
    assertThat(codec.decode(network, new float[0][])).isEmpty();
  }

  private static double error(MultiLayerNetwork network, DataSet images) {
    return network.output(images.getFeatures()).squaredDistance(images.getLabels());
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void learnsItsImages(Loss loss) {
    MultiLayerNetwork network = network(ActivationFunction.TANH, loss);
    DataSet images = new ImageBatcher().minibatch(IMAGES.subList(0, 4));
    double before = error(network, images);

    for (int i = 0; i < 300; i++) {
      network.fit(images);
    }

    assertThat(error(network, images)).isLessThan(before / 4);
    assertThat(images.getFeatures().toFloatMatrix()[0]).containsExactly(IMAGES.get(0).features());
  }
}
