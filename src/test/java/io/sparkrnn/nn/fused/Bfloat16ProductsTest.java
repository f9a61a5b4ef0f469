package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sparkrnn.blas.Processor;
import io.sparkrnn.nn.Precision;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Bfloat16ProductsTest {

  /** oneDNN leaves products of fewer as they are. */
  private static final int UNITS = 128;

  private static final int IDS = 50;

  /** A factor is off by 2^-9 of itself at most, a product of two by twice that. */
  private static final double ROUNDING = Math.pow(2, -8);

  @BeforeEach
  void needsTheInstructions() {
    assumeThat(Processor.present().bfloat16())
        .as("whether this processor multiplies in bfloat16")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 64, 65, 300, 1000})
  void productsAreThoseOfFloatsButForTheRoundingOfFactors(int rows) {
    NativeFloats a = Kernels.random(rows * UNITS);
    NativeFloats b = Kernels.random(UNITS * UNITS);
    for (float beta : new float[] {0, 1}) {
      NativeFloats expected = Kernels.random(rows * UNITS);
      NativeFloats found = Kernels.random(rows * UNITS);
      MatrixProducts.of(Precision.FLOAT32)
          .multiply(a.from(0), b, expected.from(0), rows, UNITS, UNITS, beta);
      MatrixProducts.of(Precision.BFLOAT16)
          .multiply(a.from(0), b, found.from(0), rows, UNITS, UNITS, beta);
      requireClose(found, expected, rows * UNITS, UNITS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 300, 1000})
  void transposedProductsAreAddedUp(int rows) {
    NativeFloats a = Kernels.random(rows * UNITS);
    NativeFloats b = Kernels.random(rows * UNITS);
    NativeFloats expected = Kernels.random(UNITS * UNITS);
    NativeFloats found = Kernels.random(UNITS * UNITS);

    MatrixProducts.of(Precision.FLOAT32)
        .addTransposed(a.from(0), b.from(0), expected, rows, UNITS, UNITS);
    MatrixProducts.of(Precision.BFLOAT16)
        .addTransposed(a.from(0), b.from(0), found, rows, UNITS, UNITS);

    requireClose(found, expected, UNITS * UNITS, rows);
  }

  /** Factors are below 1: so is each of the terms that a number is the sum of. */
  private static void requireClose(
      NativeFloats found, NativeFloats expected, int count, int terms) {
    boolean rounded = false;
    for (int i = 0; i < count; i++) {
      float difference = Math.abs(found.buffer().get(i) - expected.buffer().get(i));
      assertThat((double) difference).as("element %d", i).isLessThan(terms * ROUNDING);
      rounded |= difference > 1e-5;
    }
    assertThat(rounded).as("whether factors are rounded at all").isTrue();
  }

  @Test
  void aLayerComputesNearlyTheSameAndTheSameEachTime() {
    float[][] ids = new float[40][5];
    for (int sequence = 0; sequence < ids.length; sequence++) {
      for (int step = 0; step < ids[sequence].length; step++) {
        ids[sequence][step] = sequence * (step + 3) % IDS;
      }
    }
    INDArray expected = output(Precision.FLOAT32, ids);

    INDArray found = output(Precision.BFLOAT16, ids);

    assertThat(found).isEqualTo(output(Precision.BFLOAT16, ids)).isNotEqualTo(expected);
    assertThat(found.sub(expected).amaxNumber().doubleValue()).isBetween(1e-6, 0.02);
  }

  @Test
  void precisionSurvivesJsonAndIsFloatWhereItIsNotTold() {
    MultiLayerConfiguration configuration =
        network(Precision.BFLOAT16).getLayerWiseConfigurations();
    String json = configuration.toJson();

    assertThat(MultiLayerConfiguration.fromJson(json)).isEqualTo(configuration);
    String before = json.replaceAll("\"precision\" : \"BFLOAT16\",?", "");
    assertThat(before).isNotEqualTo(json);
    FusedEmbeddingRnn layer =
        (FusedEmbeddingRnn) MultiLayerConfiguration.fromJson(before).getConf(0).getLayer();
    assertThat(layer.precision()).isEqualTo(Precision.FLOAT32);
  }

  private static MultiLayerNetwork network(Precision precision) {
    return Networks.network(
        Networks.builder(0),
        Networks.layer(IDS, UNITS, UNITS, Activation.TANH, 0, precision),
        UNITS);
  }

  private static INDArray output(Precision precision, float[][] ids) {
    return network(precision).output(Nd4j.createFromArray(ids)).dup();
  }
}
