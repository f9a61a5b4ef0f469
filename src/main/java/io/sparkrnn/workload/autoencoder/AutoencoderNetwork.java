package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.TrainingLength;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Configuration of the autoencoder: four dense layers between image, hidden, latent, hidden and
 * image. Inputs and outputs are images flattened row by row, [batch, pixels].
 */
final class AutoencoderNetwork {

  /** Index of the layer whose activations are the latent vector. */
  static final int LATENT_LAYER = 1;

  private AutoencoderNetwork() {}

  /**
   * Returns the network's configuration.
   *
   * @param pixels number of pixels of an image
   * @param horizon length of the training
   */
  static MultiLayerConfiguration configuration(
      AutoencoderSettings settings,
      TrainingSettings training,
      long seed,
      int pixels,
      TrainingLength horizon) {
    int hidden = settings.hiddenSize();
    int latent = settings.latentSize();
    return OptimizerConfiguration.build(
        OptimizerConfiguration.builder(training, seed, horizon)
            .list()
            .layer(dense("encoder", pixels, hidden, settings.activation()))
            .layer(dense("latent", hidden, latent, settings.latentActivation()))
            .layer(dense("decoder", latent, hidden, settings.activation()))
            .layer(
                new OutputLayer.Builder(loss(settings.loss()))
                    .name("image")
                    .nIn(hidden)
                    .nOut(pixels)
                    .activation(Activation.SIGMOID)
                    .weightInit(WeightInit.XAVIER_UNIFORM)
                    .build()),
        training);
  }

  private static DenseLayer dense(
      String name, int in, int out, AutoencoderSettings.ActivationFunction units) {
    return new DenseLayer.Builder()
        .name(name)
        .nIn(in)
        .nOut(out)
        .activation(activation(units))
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .build();
  }

  private static Activation activation(AutoencoderSettings.ActivationFunction units) {
    return switch (units) {
      case RELU -> Activation.RELU;
      case ELU -> Activation.ELU;
      case TANH -> Activation.TANH;
      case SIGMOID -> Activation.SIGMOID;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  private static LossFunction loss(AutoencoderSettings.Loss loss) {
    return switch (loss) {
      case BINARY_CROSS_ENTROPY -> LossFunction.XENT;
      case MEAN_SQUARED_ERROR -> LossFunction.MSE;
    };
  }
}
