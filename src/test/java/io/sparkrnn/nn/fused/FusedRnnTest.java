package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.nn.OrthogonalWeights;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The fused layer of numbers against DL4J's two layers, and its gradients against differences. */
class FusedRnnTest {

  private static final int COLUMNS = 2;
  private static final int UNITS = 5;
  private static final int BATCH = 7;
  private static final int LENGTH = 9;

  private static MultiLayerNetwork network(Layer recurrent) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Adam(0.01))
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(0.05)
            .list()
            .layer(recurrent)
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nIn(UNITS)
                    .nOut(COLUMNS)
                    .activation(Activation.IDENTITY)
                    .weightInit(WeightInit.XAVIER_UNIFORM)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static MultiLayerNetwork fused(RecurrentActivation activation) {
    return network(
        new FusedRnn(
            "rnn",
            COLUMNS,
            UNITS,
            Activation.valueOf(activation.name()).getActivationFunction(),
            new WeightInitXavierUniform(),
            new OrthogonalWeights(1)));
  }

  private static MultiLayerNetwork stock(RecurrentActivation activation) {
    return network(
        new LastTimeStep(
            new SimpleRnn.Builder()
                .name("rnn")
                .nIn(COLUMNS)
                .nOut(UNITS)
                .activation(Activation.valueOf(activation.name()))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .weightInitRecurrent(new OrthogonalWeights(1))
                .build()));
  }

  private static INDArray features(int batch) {
    return Nd4j.rand(-1, 1, Nd4j.getRandom(), batch, COLUMNS, LENGTH);
  }

  private static INDArray labels() {
    return Nd4j.rand(-1, 1, Nd4j.getRandom(), BATCH, COLUMNS);
  }

  private static float[] flat(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @ParameterizedTest
  @EnumSource(RecurrentActivation.class)
  void bothFormsLearnTheSame(RecurrentActivation activation) {
    MultiLayerNetwork fused = fused(activation);
    MultiLayerNetwork stock = stock(activation);
    assertThat(flat(fused.params())).containsExactly(flat(stock.params()));

    for (int pass = 0; pass < 20; pass++) {
      INDArray features = features(BATCH);
      INDArray labels = labels();
      assertThat(flat(fused.output(features)))
          .containsExactly(flat(stock.output(features)), within(2e-4f));
      fused.fit(features.dup(), labels.dup());
      stock.fit(features.dup(), labels.dup());
    }

    assertThat(flat(fused.params())).containsExactly(flat(stock.params()), within(2e-4f));
  }

  @ParameterizedTest
  @CsvSource({"0_W", "0_RW", "0_b", "1_W"})
  void gradientsAreThoseOfTheLoss(String name) {
    MultiLayerNetwork network = fused(RecurrentActivation.TANH);
    INDArray features = features(BATCH);
    INDArray labels = labels();
    Networks.gradient(network, features, null, labels);
    INDArray gradient = network.gradient().getGradientFor(name).dup();
    INDArray parameter = network.getParam(name);

    for (long i = 0; i < parameter.rows(); i++) {
      for (long j = 0; j < parameter.columns(); j++) {
        double value = parameter.getDouble(i, j);
        double step = 1e-2;
        parameter.putScalar(i, j, value + step);
        double above = loss(network, features, labels);
        parameter.putScalar(i, j, value - step);
        double below = loss(network, features, labels);
        parameter.putScalar(i, j, value);
        assertThat(gradient.getDouble(i, j))
            .as("%s[%d, %d]", name, i, j)
            .isCloseTo((above - below) / (2 * step), within(5e-3));
      }
    }
  }

  /** Summed over the minibatch, as DL4J's gradients are before they are divided. */
  private static double loss(MultiLayerNetwork network, INDArray features, INDArray labels) {
    INDArray error = network.output(features).sub(labels);
    return error.mul(error).sumNumber().doubleValue() / COLUMNS;
  }

  @Test
  void aModelOfOneFormBecomesOneOfTheOther() {
    MultiLayerNetwork stock = stock(RecurrentActivation.TANH);
    stock.fit(features(BATCH), labels());

    MultiLayerNetwork fused =
        NetworkConversion.convert(
            stock, fused(RecurrentActivation.TANH).getLayerWiseConfigurations().clone());

    INDArray features = features(3);
    assertThat(fused.getLayer(0)).isInstanceOf(FusedRnnLayer.class);
    assertThat(flat(fused.output(features)))
        .containsExactly(flat(stock.output(features)), within(1e-5f));
  }

  @Test
  void itsConfigurationIsJson() {
    MultiLayerConfiguration configuration =
        fused(RecurrentActivation.RELU).getLayerWiseConfigurations();

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }

  @Test
  void otherInputsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fused(RecurrentActivation.TANH).output(Nd4j.create(2, 3, 4)))
        .withMessageContaining("takes numbers [batch, 2, length]");
  }
}
