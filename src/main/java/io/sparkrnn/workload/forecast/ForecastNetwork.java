package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.nn.OrthogonalWeights;
import io.sparkrnn.nn.fused.FusedRnn;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
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
                  case STOCK -> stock(model, columns);
                })
            .layer(output(model, columns)),
        training);
  }

  private static FusedRnn fused(ModelSettings model, int columns) {
    return new FusedRnn(
        "rnn",
        columns,
        model.hiddenSize(),
        activation(model.activation()).getActivationFunction(),
        new WeightInitXavierUniform(),
        recurrentStart(model));
  }

  private static LastTimeStep stock(ModelSettings model, int columns) {
    return new LastTimeStep(
        new SimpleRnn.Builder()
            .name("rnn")
            .nIn(columns)
            .nOut(model.hiddenSize())
            .activation(activation(model.activation()))
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .weightInitRecurrent(recurrentStart(model))
            .build());
  }

  private static OutputLayer output(ModelSettings model, int columns) {
    OutputLayer.Builder output =
        new OutputLayer.Builder(LossFunction.MSE)
            .name("output")
            .nIn(model.hiddenSize())
            .nOut(columns)
            .activation(Activation.IDENTITY)
            .weightInit(WeightInit.XAVIER_UNIFORM);
    if (model.outputDropout() > 0) {
      output.dropOut(new Dropout(1 - model.outputDropout()));
    }
    return output.build();
  }

  private static IWeightInit recurrentStart(ModelSettings model) {
    double gain = model.start().gain();
    return switch (model.start().recurrent()) {
      case ORTHOGONAL -> new OrthogonalWeights(gain);
      case IDENTITY -> new WeightInitIdentity(gain);
    };
  }

  private static Activation activation(ModelSettings.Activation activation) {
    return switch (activation) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case IDENTITY -> Activation.IDENTITY;
    };
  }
}
