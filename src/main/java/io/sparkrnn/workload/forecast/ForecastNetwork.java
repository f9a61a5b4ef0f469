package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.nn.RecurrentParts;
import io.sparkrnn.nn.fused.FusedRnn;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** SimpleRNN over the window, its last state, and a dense layer to the next numbers. */
final class ForecastNetwork {

  private ForecastNetwork() {}

  static MultiLayerConfiguration configuration(
      ModelSettings model, TrainingSettings training, long seed, int columns, Horizon horizon) {
    return Optimisation.build(
        Optimisation.builder(training, seed, horizon)
            .list()
            .layer(
                switch (model.layer()) {
                  case FUSED -> fused(model, columns);
                  case STOCK -> new LastTimeStep(RecurrentParts.simpleRnn(model, columns).build());
                })
            .layer(RecurrentParts.output(model, columns, Activation.IDENTITY, LossFunction.MSE)),
        training);
  }

  private static FusedRnn fused(ModelSettings model, int columns) {
    return new FusedRnn(
        "rnn",
        columns,
        model.hiddenSize(),
        RecurrentParts.activation(model).getActivationFunction(),
        new WeightInitXavierUniform(),
        RecurrentParts.recurrentStart(model));
  }
}
