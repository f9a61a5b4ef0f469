package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GramSchmidtTest {

  @Test
  void makesVectorsOrthonormal() {
    Random random = new Random(1);
    double[][] vectors = new double[5][11];
    for (double[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = 1 + 1e-6 * random.nextGaussian();
      }
    }
    double[] first = vectors[0].clone();
    GramSchmidt.make(vectors);

    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(GramSchmidt.dot(vectors[i], vectors[j]))
            .isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
    double length = Math.sqrt(GramSchmidt.dot(first, first));
    assertThat(vectors[0][3]).isCloseTo(first[3] / length, within(1e-12));
  }

  @Test
  void aVectorInTheSpanOfOthersBecomesZero() {
    double[][] vectors = {{1, 2, 3}, {0, 1, 1}, {1, 3, 4}, {0, 0, 0}};
    GramSchmidt.make(vectors);

    assertThat(GramSchmidt.dot(vectors[2], vectors[2])).isZero();
    assertThat(GramSchmidt.dot(vectors[3], vectors[3])).isZero();
  }
}
