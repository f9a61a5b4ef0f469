package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.nn.OrthogonalWeights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Embedding, SimpleRNN, last step, one sigmoid: the layers of the reference Keras script with the
 * initial weights that Keras gives them.
 */
final class SentimentNetwork {

  private SentimentNetwork() {}

  /**
   * The configuration.
   *
   * @param ids rows of the embedding
   * @param length time steps
   * @param batchesPerReplica minibatches that one replica will see in the whole training
   */
  static MultiLayerConfiguration configuration(
      ModelSettings model,
      TrainingSettings training,
      long seed,
      int ids,
      int length,
      int batchesPerReplica) {
    int embedding = model.embeddingSize();
    int hidden = model.hiddenSize();

    SimpleRnn.Builder recurrent =
        new SimpleRnn.Builder()
            .name("rnn")
            .nIn(embedding)
            .nOut(hidden)
            .activation(activation(model.activation()))
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .weightInitRecurrent(new OrthogonalWeights(1.0));
    if (model.inputDropout() > 0) {
      // One mask per sequence, the same at every step, as Keras's `dropout` argument does.
      recurrent.dropOut(new SpatialDropout(1 - model.inputDropout()));
    }
    OutputLayer.Builder output =
        new OutputLayer.Builder(LossFunction.XENT)
            .name("output")
            .nIn(hidden)
            .nOut(1)
            .activation(Activation.SIGMOID)
            .weightInit(WeightInit.XAVIER_UNIFORM);
    if (model.outputDropout() > 0) {
      output.dropOut(new Dropout(1 - model.outputDropout()));
    }
    NeuralNetConfiguration.ListBuilder layers =
        Optimisation.builder(training, seed, batchesPerReplica)
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .name("embedding")
                    .nIn(ids)
                    .nOut(embedding)
                    .inputLength(length)
                    .activation(Activation.IDENTITY)
                    .weightInit(new UniformDistribution(-0.05, 0.05))
                    .build())
            .layer(new LastTimeStep(recurrent.build()))
            .layer(output.build());
    return layers.build();
  }

  private static Activation activation(ModelSettings.Activation activation) {
    return switch (activation) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case IDENTITY -> Activation.IDENTITY;
    };
  }
}
