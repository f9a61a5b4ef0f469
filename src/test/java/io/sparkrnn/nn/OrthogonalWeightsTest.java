package io.sparkrnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OrthogonalWeightsTest {

  @Test
  void isOrthonormalWhenSquare() {
    INDArray square = weights(1, 128, 128, 7);

    requireIdentity(square.mmul(square.transpose()), 1);
    requireIdentity(square.transpose().mmul(square), 1);
  }

  @Test
  void isOrthonormalAlongTheShorterSide() {
    INDArray wide = weights(1, 20, 50, 7);
    INDArray tall = weights(1, 50, 20, 7);

    requireIdentity(wide.mmul(wide.transpose()), 1);
    requireIdentity(tall.transpose().mmul(tall), 1);
  }

  @Test
  void scalesByTheGain() {
    INDArray scaled = weights(0.9, 30, 30, 7);

    requireIdentity(scaled.mmul(scaled.transpose()), 0.81);
    assertThat(scaled.div(0.9).distance2(weights(1, 30, 30, 7))).isLessThan(1e-5);
  }

  @Test
  void isTheSameForTheSameSeedOnly() {
    assertThat(weights(1, 16, 16, 3)).isEqualTo(weights(1, 16, 16, 3));
    assertThat(weights(1, 16, 16, 3)).isNotEqualTo(weights(1, 16, 16, 4));
  }

  @Test
  void doesNotDependOnWhatWasDrawnBefore() {
    INDArray matrix = weights(1, 8, 8, 3);
    weights(1, 5, 5, 9);

    // An odd number of Gaussians leaves one in ND4J's generator.
    assertThat(weights(1, 8, 8, 3)).isEqualTo(matrix);
  }

  @Test
  void drawsBothSigns() {
    // A fixed sign would mean a determinant or a first column that never varies.
    INDArray matrix = weights(1, 64, 64, 3);

    assertThat(matrix.lt(0).castTo(DataType.INT32).sumNumber().intValue())
        .isBetween(64 * 64 / 3, 64 * 64 * 2 / 3);
  }

  @Test
  void fillsTheViewThatItIsGivenInEitherOrder() {
    for (char order : new char[] {'c', 'f'}) {
      INDArray view = Nd4j.zeros(1, 12);
      Nd4j.getRandom().setSeed(5);

      INDArray matrix =
          new OrthogonalWeights(1).init(3, 4, new long[] {3, 4}, order, view.reshape(12));

      assertThat(view.reshape(order, 3, 4)).isEqualTo(matrix);
      requireIdentity(matrix.mmul(matrix.transpose()), 1);
    }
  }

  @Test
  void refusesWhatIsNoMatrix() {
    assertThatThrownBy(
            () -> new OrthogonalWeights(1).init(2, 2, new long[] {2, 2, 2}, 'f', Nd4j.zeros(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orthogonal weights have 2 dimensions, but the shape has 3");
  }

  @Test
  void survivesTheJsonOfANetwork() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(11)
            .list()
            .layer(
                new LastTimeStep(
                    new SimpleRnn.Builder()
                        .nIn(3)
                        .nOut(5)
                        .weightInitRecurrent(new OrthogonalWeights(0.75))
                        .build()))
            .layer(new OutputLayer.Builder().nIn(5).nOut(2).build())
            .build();

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    SimpleRnn layer = (SimpleRnn) ((LastTimeStep) read.getConf(0).getLayer()).getUnderlying();
    assertThat(layer.getWeightInitFnRecurrent()).isEqualTo(new OrthogonalWeights(0.75));
    MultiLayerNetwork network = new MultiLayerNetwork(read);
    network.init();
    INDArray recurrent = network.getParam("0_RW");
    requireIdentity(recurrent.mmul(recurrent.transpose()), 0.75 * 0.75);
  }

  private static INDArray weights(double gain, int rows, int columns, long seed) {
    Nd4j.getRandom().setSeed(seed);
    return new OrthogonalWeights(gain)
        .init(rows, columns, new long[] {rows, columns}, 'f', Nd4j.zeros(rows * columns));
  }

  private static void requireIdentity(INDArray product, double scale) {
    for (int row = 0; row < product.rows(); row++) {
      for (int column = 0; column < product.columns(); column++) {
        assertThat(product.getDouble(row, column))
            .as("product of vectors %d and %d", row, column)
            .isCloseTo(row == column ? scale : 0, within(1e-5));
      }
    }
  }
}
