package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.OrthogonalWeights;
import io.sparkrnn.nn.Precision;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks with the fused layer. */
final class Networks {

  private Networks() {}

  static MultiLayerNetwork fused(
      int ids,
      int embedding,
      int units,
      RecurrentActivation activation,
      double dropout,
      double l2) {
    return network(
        builder(l2),
        layer(ids, embedding, units, Activation.valueOf(activation.name()), dropout),
        units);
  }

  static NeuralNetConfiguration.Builder builder(double l2) {
    return new NeuralNetConfiguration.Builder().seed(7).updater(new Adam(0.01)).l2(l2);
  }

  static FusedEmbeddingRnn layer(
      int ids, int embedding, int units, Activation activation, double dropout) {
    return layer(ids, embedding, units, activation, dropout, Precision.FLOAT32);
  }

  static FusedEmbeddingRnn layer(
      int ids,
      int embedding,
      int units,
      Activation activation,
      double dropout,
      Precision precision) {
    IActivation function = activation.getActivationFunction();
    return new FusedEmbeddingRnn(
        "fused",
        ids,
        embedding,
        units,
        function,
        new FusedEmbeddingRnn.Initializers(
            new WeightInitNormal(), new WeightInitXavierUniform(), new OrthogonalWeights(1)),
        dropout,
        0,
        precision);
  }

  static MultiLayerNetwork network(
      NeuralNetConfiguration.Builder builder, FusedEmbeddingRnn layer, int units) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder
                .list()
                .layer(layer)
                .layer(
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(units)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    return network;
  }

  static MultiLayerNetwork typed(DataType type) {
    return network(builder(0).dataType(type), layer(5, 3, 4, Activation.TANH, 0), 4);
  }

  static void gradient(
      MultiLayerNetwork network, INDArray features, INDArray mask, INDArray labels) {
    network.setInput(features);
    network.setLabels(labels);
    network.setLayerMaskArrays(mask, null);
    network.computeGradientAndScore();
  }
}
