package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class FusedEmbeddingRnnTest {

  private static final int IDS = 300;
  private static final int UNITS = 20;

  @Test
  void saysWhatItCannotCompute() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Networks.typed(DataType.DOUBLE))
        .withMessage(
            "layer 'fused' is configured for DOUBLE, but the fused layer only computes in float;"
                + " use DL4J's layers instead");
    MultiLayerNetwork network =
        Networks.network(Networks.builder(0), Networks.layer(5, 3, 4, Activation.SOFTSIGN, 0), 4);
    assertThatIllegalStateException()
        .isThrownBy(() -> network.output(Nd4j.ones(DataType.FLOAT, 2, 3)))
        .withMessageContaining("softsign, but the fused layer supports only tanh, relu and");
  }

  @Test
  void refusesInputsOfOtherShapes() {
    MultiLayerNetwork network = Networks.fused(IDS, 8, UNITS, RecurrentActivation.TANH, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.output(Nd4j.ones(DataType.FLOAT, 2, 3, 4)))
        .withMessage("layer 'fused' takes ids [batch, length], this input has shape [2, 3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                network.output(
                    Nd4j.ones(DataType.FLOAT, 2, 3), false, Nd4j.ones(DataType.FLOAT, 2, 4), null))
        .withMessageContaining("ids of shape [2, 3] and a mask of shape [2, 4]");
  }

  @Test
  void survivesJson() {
    MultiLayerConfiguration configuration =
        Networks.fused(IDS, 8, UNITS, RecurrentActivation.RELU, 0.25, 0.1)
            .getLayerWiseConfigurations();

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }

  /** The memory of a pass belongs to the thread: another layer's pass must not be mistaken. */
  @Test
  void anotherPassInBetweenChangesNothing() {
    DataSet batch = batch(5, 11, 1);
    MultiLayerNetwork undisturbed = Networks.fused(IDS, 8, UNITS, RecurrentActivation.TANH, 0.5, 0);
    MultiLayerNetwork disturbed = Networks.fused(IDS, 8, UNITS, RecurrentActivation.TANH, 0.5, 0);
    INDArray epsilon = Nd4j.rand(DataType.FLOAT, 5, UNITS);

    INDArray expected = gradient(undisturbed, batch, epsilon, () -> {});
    INDArray gradient =
        gradient(disturbed, batch, epsilon, () -> undisturbed.output(batch(9, 4, 2).getFeatures()));

    assertThat(gradient).isEqualTo(expected);
  }

  private static INDArray gradient(
      MultiLayerNetwork network, DataSet batch, INDArray epsilon, Runnable between) {
    network.initGradientsView();
    Layer layer = network.getLayer(0);
    Nd4j.getRandom().setSeed(5);
    layer.setInput(batch.getFeatures(), LayerWorkspaceMgr.noWorkspaces());
    layer.activate(true, LayerWorkspaceMgr.noWorkspaces());
    between.run();
    Gradient gradient =
        layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getFirst();
    return gradient.gradient().dup();
  }

  /** One pass over the parameters against DL4J's seven, from the same gradients. */
  @ParameterizedTest
  @CsvSource({"0, 0, true", "0.01, 0, true", "0, 0.5, true", "0, 0.005, false"})
  void updatesAsDl4jDoes(double l2, double decay, boolean timesRate) {
    MultiLayerNetwork ours = decaying(l2, decay, timesRate);
    MultiLayerNetwork theirs = decaying(l2, decay, timesRate);
    FusedUpdater.install(ours, null);
    for (int step = 0; step < 5; step++) {
      DataSet batch = batch(7, 12, step);
      ours.fit(batch);
      theirs.fit(batch);
    }

    assertThat(ours.getUpdater()).isInstanceOf(FusedUpdater.class);
    assertThat(theirs.getUpdater()).isExactlyInstanceOf(MultiLayerUpdater.class);
    requireClose(ours.params(), theirs.params(), 1e-5);
    requireClose(
        ours.getUpdater().getStateViewArray(), theirs.getUpdater().getStateViewArray(), 1e-5);
  }

  private static MultiLayerNetwork decaying(double l2, double decay, boolean timesRate) {
    NeuralNetConfiguration.Builder builder = Networks.builder(l2);
    if (decay > 0) {
      builder.weightDecay(decay, timesRate);
    }
    MultiLayerNetwork network =
        Networks.network(builder, Networks.layer(IDS, 8, UNITS, Activation.TANH, 0), UNITS);
    // Biases start as zeros, which would hide that they do not decay.
    network.getParam("0_b").assign(0.7);
    return network;
  }

  @Test
  void goesOnFromAState() {
    MultiLayerNetwork whole = Networks.fused(IDS, 8, UNITS, RecurrentActivation.TANH, 0, 0);
    FusedUpdater.install(whole, null);
    whole.fit(batch(7, 12, 1));
    MultiLayerNetwork half = new MultiLayerNetwork(whole.getLayerWiseConfigurations().clone());
    half.init(whole.params().dup(), false);
    half.getLayerWiseConfigurations().setIterationCount(1);
    FusedUpdater.install(half, whole.getUpdater().getStateViewArray().dup());

    whole.fit(batch(7, 12, 2));
    half.fit(batch(7, 12, 2));

    assertThat(half.params()).isEqualTo(whole.params());
  }

  private static void requireClose(INDArray one, INDArray other, double bound) {
    assertThat(one.sub(other).amaxNumber().doubleValue())
        .isLessThan(bound * other.amaxNumber().doubleValue());
  }

  private static DataSet batch(int rows, int length, int seed) {
    Random random = new Random(seed);
    float[] ids = new float[rows * length];
    float[] labels = new float[rows];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(IDS);
    }
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2;
    }
    return new DataSet(
        Nd4j.create(ids, new long[] {rows, length}, 'c'),
        Nd4j.create(labels, new long[] {rows, 1}, 'c'));
  }
}
