package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.Precision;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The gradient of the reference minibatch through layer and output, and the whole step. */
public class LayerGradientBenchmark extends KernelBenchmark {

  /** With padding a sequence has 100 steps on average, without it all have 200. */
  @Param({"FLOAT32", "BFLOAT16"})
  private Precision precision;

  @Param({"true", "false"})
  private boolean padding;

  @Param({"0.0", "0.3"})
  private double inputDropout;

  private MultiLayerNetwork network;
  private DataSet minibatch;

  @Setup
  public void prepare() {
    Kernels.limitThreads();
    network = new MultiLayerNetwork(configuration());
    network.init();
    FusedUpdater.install(network, null);
    minibatch = padding ? new DataSet(ids(), labels(), mask(), null) : new DataSet(ids(), labels());
  }

  private MultiLayerConfiguration configuration() {
    WeightInitXavierUniform start = new WeightInitXavierUniform();
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(1e-3))
        .list()
        .layer(
            new FusedEmbeddingRnn(
                "embedding-rnn",
                Kernels.VOCABULARY,
                Kernels.UNITS,
                Kernels.UNITS,
                new ActivationTanH(),
                new FusedEmbeddingRnn.Initializers(start, start, start),
                inputDropout,
                1,
                precision))
        .layer(
            new OutputLayer.Builder(LossFunction.XENT)
                .nIn(Kernels.UNITS)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build())
        .build();
  }

  private static INDArray ids() {
    return matrix(Kernels.ids());
  }

  private static INDArray mask() {
    return matrix(Kernels.mask());
  }

  private static INDArray matrix(float[] values) {
    return Nd4j.create(values, new long[] {Kernels.BATCH, Kernels.LENGTH}, 'c');
  }

  private static INDArray labels() {
    float[] labels = new float[Kernels.BATCH];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = row % 2;
    }
    return Nd4j.create(labels, new long[] {Kernels.BATCH, 1}, 'c');
  }

  @Benchmark
  public double gradient() {
    network.setInput(minibatch.getFeatures());
    network.setLabels(minibatch.getLabels());
    network.setLayerMaskArrays(minibatch.getFeaturesMaskArray(), null);
    network.computeGradientAndScore();
    return network.score();
  }

  @Benchmark
  public void fit() {
    network.fit(minibatch);
  }
}
