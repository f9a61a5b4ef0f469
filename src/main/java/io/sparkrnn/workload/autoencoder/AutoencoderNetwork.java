package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Units;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Four dense layers: image, hidden, latent, hidden, image. Images come flattened, row by row, and
 * leave so.
 */
final class AutoencoderNetwork {

  /** The layer whose activations are the latent vector. */
  static final int LATENT_LAYER = 1;

  private AutoencoderNetwork() {}

  /**
   * The configuration.
   *
   * @param pixels of an image
   * @param horizon how far the training goes
   */
  static MultiLayerConfiguration configuration(
      AutoencoderSettings settings,
      TrainingSettings training,
      long seed,
      int pixels,
      Horizon horizon) {
    int hidden = settings.hiddenSize();
    int latent = settings.latentSize();
    return Optimisation.build(
        Optimisation.builder(training, seed, horizon)
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

  private static DenseLayer dense(String name, int in, int out, Units units) {
    return new DenseLayer.Builder()
        .name(name)
        .nIn(in)
        .nOut(out)
        .activation(activation(units))
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .build();
  }

  private static Activation activation(Units units) {
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
