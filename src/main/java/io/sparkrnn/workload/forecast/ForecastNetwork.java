package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.InputConcatenation;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.RecurrentLayers;
import io.sparkrnn.nn.RecurrentSettings;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.FusedRnn;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Configuration of the forecast's network: SimpleRNN over the window, its last hidden state, and a
 * dense layer with one output per column.
 *
 * <p>With {@code forecast.linear-path}, the dense layer also gets the window itself, so that the
 * output is the sum of an autoregression and of what the recurrence adds to it, as in LSTNet (Lai,
 * Chang, Yang and Liu, "Modeling long- and short-term temporal patterns with deep neural networks",
 * SIGIR 2018). The dense layer's weights are 0 at first: with {@code forecast.target = change},
 * training begins at the naive forecast.
 */
final class ForecastNetwork {

  private ForecastNetwork() {}

  static MultiLayerConfiguration configuration(
      ForecastSettings settings,
      RecurrentSettings model,
      TrainingSettings training,
      long seed,
      int columns,
      TrainingLength horizon) {
    Layer recurrent =
        switch (model.layer()) {
          case FUSED -> fused(model, columns);
          case STOCK -> new LastTimeStep(RecurrentLayers.simpleRnn(model, columns).build());
        };
    return OptimizerConfiguration.build(
        OptimizerConfiguration.builder(training, seed, horizon)
            .list()
            .layer(settings.linearPath() ? new InputConcatenation(recurrent) : recurrent)
            .layer(
                settings.linearPath()
                    ? withLinearPath(model.hiddenSize() + settings.window() * columns, columns)
                    : RecurrentLayers.output(
                        model, columns, Activation.IDENTITY, LossFunction.MSE)),
        training);
  }

  private static OutputLayer withLinearPath(int inputs, int columns) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .name("output")
        .nIn(inputs)
        .nOut(columns)
        .activation(Activation.IDENTITY)
        .weightInit(WeightInit.ZERO)
        .build();
  }

  private static FusedRnn fused(RecurrentSettings model, int columns) {
    return new FusedRnn(
        "rnn",
        columns,
        model.hiddenSize(),
        RecurrentLayers.activation(model).getActivationFunction(),
        new WeightInitXavierUniform(),
        RecurrentLayers.recurrentStart(model));
  }
}
