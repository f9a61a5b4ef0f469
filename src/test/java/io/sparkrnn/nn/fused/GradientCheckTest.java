package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layer's gradients against central differences of the network written out in double precision,
 * dropout included: the layer itself computes in float alone.
 */
class GradientCheckTest {

  private static final int IDS = 9;
  private static final int EMBEDDING = 4;
  private static final int UNITS = 5;
  private static final double STEP = 1e-5;

  /** Repeated tokens, padding at either end and in between, and no padding. */
  private static final int[][] SEQUENCES = {
    {0, 0, 3, 4, 3, 8}, {1, 2, 3, 4, 5, 6}, {7, 7, 7, 0, 0, 0}, {5, 0, 2, 2, 1, 0}
  };

  private static final double[] LABELS = {1, 0, 1, 0};

  @ParameterizedTest
  @CsvSource({"TANH, 0", "RELU, 0", "IDENTITY, 0", "TANH, 0.5", "RELU, 0.25"})
  void gradientsAreThoseOfTheLoss(RecurrentActivation activation, double dropout) {
    MultiLayerNetwork network = Networks.fused(IDS, EMBEDDING, UNITS, activation, dropout, 0);
    Random random = new Random(3);
    INDArray bias = network.getParam("0_b");
    for (int unit = 0; unit < UNITS; unit++) {
      bias.putScalar(unit, random.nextDouble() - 0.5);
    }
    Networks.gradient(network, features(), mask(), labels());
    // What was dropped in this pass: the layer's own draw.
    float[] kept = dropout == 0 ? ones() : Workspace.ofThread().kept.clone();

    for (String name : List.of("0_E", "0_W", "0_RW", "0_b")) {
      INDArray parameter = network.getParam(name);
      INDArray gradient = network.gradient().getGradientFor(name);
      double largest = gradient.amaxNumber().doubleValue();
      for (long i = 0; i < parameter.rows(); i++) {
        for (long j = 0; j < parameter.columns(); j++) {
          double expected = difference(network, name, i, j, activation, kept);
          assertThat(gradient.getDouble(i, j))
              .as("%s[%d, %d]", name, i, j)
              .isCloseTo(expected, within(1e-4 * largest));
        }
      }
    }
  }

  private static double difference(
      MultiLayerNetwork network,
      String name,
      long i,
      long j,
      RecurrentActivation activation,
      float[] kept) {
    Reference reference = new Reference(network, activation, kept);
    double[][] matrix = reference.parameter(name);
    double value = matrix[(int) i][(int) j];
    matrix[(int) i][(int) j] = value + STEP;
    double above = reference.loss();
    matrix[(int) i][(int) j] = value - STEP;
    double below = reference.loss();
    return (above - below) / (2 * STEP);
  }

  private static float[] ones() {
    float[] ones = new float[SEQUENCES.length * EMBEDDING];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static INDArray features() {
    return Nd4j.createFromArray(SEQUENCES).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
  }

  private static INDArray mask() {
    return features().neq(0).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
  }

  private static INDArray labels() {
    return Nd4j.createFromArray(LABELS)
        .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
        .reshape(LABELS.length, 1);
  }

  /** Embedding, dropout, recurrence, sigmoid and cross-entropy, summed over the sequences. */
  private record Reference(
      double[][] embedding,
      double[][] weights,
      double[][] recurrent,
      double[][] bias,
      double[][] output,
      RecurrentActivation activation,
      float[] kept) {

    Reference(MultiLayerNetwork network, RecurrentActivation activation, float[] kept) {
      this(
          network.getParam("0_E").toDoubleMatrix(),
          network.getParam("0_W").toDoubleMatrix(),
          network.getParam("0_RW").toDoubleMatrix(),
          network.getParam("0_b").toDoubleMatrix(),
          network.getParam("1_W").toDoubleMatrix(),
          activation,
          kept);
    }

    double[][] parameter(String name) {
      return switch (name) {
        case "0_E" -> embedding;
        case "0_W" -> weights;
        case "0_RW" -> recurrent;
        case "0_b" -> bias;
        default -> throw new IllegalArgumentException(name);
      };
    }

    double loss() {
      double loss = 0;
      for (int row = 0; row < SEQUENCES.length; row++) {
        double[] state = new double[UNITS];
        double[] last = state;
        for (int id : SEQUENCES[row]) {
          state = id == 0 ? new double[UNITS] : step(row, id, state);
          last = id == 0 ? last : state;
        }
        double z = 0;
        for (int unit = 0; unit < UNITS; unit++) {
          z += last[unit] * output[unit][0];
        }
        double probability = 1 / (1 + Math.exp(-z));
        loss -= Math.log(LABELS[row] == 1 ? probability : 1 - probability);
      }
      return loss;
    }

    private double[] step(int row, int id, double[] before) {
      double[] after = bias[0].clone();
      for (int unit = 0; unit < UNITS; unit++) {
        for (int i = 0; i < EMBEDDING; i++) {
          after[unit] += embedding[id][i] * kept[row * EMBEDDING + i] * weights[i][unit];
        }
        for (int i = 0; i < UNITS; i++) {
          after[unit] += before[i] * recurrent[i][unit];
        }
        after[unit] =
            switch (activation) {
              case TANH -> Math.tanh(after[unit]);
              case RELU -> Math.max(0, after[unit]);
              case IDENTITY -> after[unit];
            };
      }
      return after;
    }
  }
}
