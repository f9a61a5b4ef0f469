package io.sparkrnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class WeightedCrossEntropyTest {

  private static double[] weights(int outputs) {
    double[] weights = new double[Math.max(2, outputs)];
    for (int of = 0; of < weights.length; of++) {
      weights[of] = 0.5 + of;
    }
    return weights;
  }

  private static IActivation activation(int outputs) {
    return (outputs == 1 ? Activation.SIGMOID : Activation.SOFTMAX).getActivationFunction();
  }

  /** Targets smoothed by 0.1. */
  private static INDArray labels(int rows, int outputs) {
    INDArray labels = Nd4j.valueArrayOf(new long[] {rows, outputs}, 0.1 / Math.max(2, outputs));
    for (int row = 0; row < rows; row++) {
      int of = row % Math.max(2, outputs);
      if (outputs > 1 || of == 1) {
        int column = outputs == 1 ? 0 : of;
        labels.putScalar(row, column, labels.getDouble(row, column) + 0.9);
      }
    }
    return labels;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 4", "3, 1", "3, 2", "5, 4"})
  void theGradientIsThatOfTheLoss(int rows, int outputs) {
    ILossFunction loss = new WeightedCrossEntropy(weights(outputs));
    INDArray labels = labels(rows, outputs);
    INDArray input = Nd4j.rand(7, new long[] {rows, outputs}).muli(4).subi(2);
    INDArray gradient = loss.computeGradient(labels, input.dup(), activation(outputs), null);

    double step = 1e-2;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < outputs; column++) {
        double above = score(loss, labels, moved(input, row, column, step), outputs);
        double below = score(loss, labels, moved(input, row, column, -step), outputs);
        assertThat(gradient.getDouble(row, column))
            .isCloseTo((above - below) / (2 * step), within(2e-3));
      }
    }
  }

  private static INDArray moved(INDArray input, int row, int column, double step) {
    INDArray moved = input.dup();
    moved.putScalar(row, column, moved.getDouble(row, column) + step);
    return moved;
  }

  private static double score(ILossFunction loss, INDArray labels, INDArray input, int outputs) {
    return loss.computeScore(labels, input, activation(outputs), null, false);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "4, 1", "4, 3"})
  void weightsOfOneChangeNothing(int rows, int outputs) {
    double[] ones = new double[Math.max(2, outputs)];
    java.util.Arrays.fill(ones, 1);
    ILossFunction weighted = new WeightedCrossEntropy(ones);
    ILossFunction plain =
        (outputs == 1 ? LossFunction.XENT : LossFunction.MCXENT).getILossFunction();
    INDArray labels = labels(rows, outputs);
    INDArray input = Nd4j.rand(9, new long[] {rows, outputs});

    assertThat(score(weighted, labels, input, outputs))
        .isCloseTo(score(plain, labels, input, outputs), within(1e-5));
    double[] expected =
        plain.computeGradient(labels, input.dup(), activation(outputs), null).data().asDouble();
    assertThat(
            weighted
                .computeGradient(labels, input.dup(), activation(outputs), null)
                .data()
                .asDouble())
        .containsExactly(expected, within(1e-6));
  }

  @Test
  void isKeptInANetworksConfiguration() {
    WeightedCrossEntropy loss = new WeightedCrossEntropy(new double[] {0.25, 3});
    MultiLayerConfiguration network =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new OutputLayer.Builder(loss).nIn(2).nOut(2).activation(Activation.SOFTMAX).build())
            .build();

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(network.toJson());

    assertThat(((OutputLayer) read.getConf(0).getLayer()).getLossFn()).isEqualTo(loss);
  }

  @Test
  void othersThanItsOutputsAreRefused() {
    WeightedCrossEntropy loss = new WeightedCrossEntropy(new double[] {1, 2, 3});

    assertThatThrownBy(
            () -> loss.computeGradient(labels(2, 2), Nd4j.zeros(2, 2), activation(2), null))
        .hasMessageContaining("2 outputs and 3 class weights");
  }
}
