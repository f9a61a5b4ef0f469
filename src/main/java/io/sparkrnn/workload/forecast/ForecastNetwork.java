package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.RecurrentLayers;
import io.sparkrnn.nn.RecurrentSettings;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.FusedRnn;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Configuration of the forecast's network: SimpleRNN over the window, its last hidden state, and a
 * dense layer with one output per column.
 */
final class ForecastNetwork {

  private ForecastNetwork() {}

  static MultiLayerConfiguration configuration(
      RecurrentSettings model,
      TrainingSettings training,
      long seed,
      int columns,
      TrainingLength horizon) {
    return OptimizerConfiguration.build(
        OptimizerConfiguration.builder(training, seed, horizon)
            .list()
            .layer(
                switch (model.layer()) {
                  case FUSED -> fused(model, columns);
                  case STOCK -> new LastTimeStep(RecurrentLayers.simpleRnn(model, columns).build());
                })
            .layer(RecurrentLayers.output(model, columns, Activation.IDENTITY, LossFunction.MSE)),
        training);
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
