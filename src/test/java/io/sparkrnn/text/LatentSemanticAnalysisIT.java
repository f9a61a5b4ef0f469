package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SparkForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.SingularValueDecomposition;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class LatentSemanticAnalysisIT {

  private static final int IDS = 60;
  private static final int SIZE = 4;

  /** Texts of one of five topics each, with some words of no topic. */
  private final List<int[]> texts = new ArrayList<>();

  LatentSemanticAnalysisIT() {
    Random random = new Random(3);
    for (int text = 0; text < 400; text++) {
      int topic = text % 5;
      texts.add(
          IntStream.generate(
                  () ->
                      random.nextInt(4) == 0
                          ? random.nextInt(IDS)
                          : topic * 10 + random.nextInt(10 - topic))
              .limit(12)
              .sorted()
              .distinct()
              .toArray());
    }
  }

  @Test
  void findsTheSingularVectorsThatSparkFinds() {
    float[] vectors = vectors(3, IDS, SIZE);
    double[][] expected = bySpark();

    // A singular vector's sign is nobody's choice: products of words are without it.
    for (int a = 0; a < IDS; a++) {
      for (int b = 0; b < IDS; b++) {
        double product = 0;
        double wanted = 0;
        for (int i = 0; i < SIZE; i++) {
          product += vectors[a * SIZE + i] * vectors[b * SIZE + i];
          wanted += expected[a][i] * expected[b][i];
        }
        // Half a percent of a vector's square: iteration comes as near as it has passes.
        assertThat(product).isCloseTo(wanted, within(0.005 * SIZE));
      }
    }
  }

  @Test
  void wordsOfOneTopicAreAlike() {
    float[] vectors = vectors(3, IDS, SIZE);

    for (int word = 1; word < 6; word++) {
      assertThat(product(vectors, 40, 40 + word)).isGreaterThan(0.8 * SIZE);
      assertThat(product(vectors, 40, word)).isLessThan(0.4 * SIZE);
    }
  }

  @Test
  void dependsOnNoPartitioning() {
    float[] vectors = vectors(1, IDS, SIZE);

    assertThat(vectors(2, IDS, SIZE)).isEqualTo(vectors);
    assertThat(vectors(7, IDS, SIZE)).isEqualTo(vectors);
  }

  @Test
  void whatIsNotThereIsZero() {
    texts.replaceAll(
        text ->
            IntStream.concat(IntStream.of(text), IntStream.of(59)).sorted().distinct().toArray());
    int ids = IDS + 2;
    float[] vectors = vectors(2, ids, SIZE);

    // A word of all texts and two of none tell nothing; the others have a root mean square of 1.
    for (int id = 0; id < ids; id++) {
      boolean known = id < IDS - 1;
      assertThat(product(vectors, id, id)).isCloseTo(known ? SIZE : 0, within(1e-3));
    }
  }

  @Test
  void dimensionsThatTheTextsDoNotHaveAreZero() {
    texts.clear();
    texts.addAll(List.of(new int[] {0, 1}, new int[] {2, 3}, new int[] {0, 3}));
    float[] vectors = vectors(2, 4, 6);

    for (int id = 0; id < 4; id++) {
      assertThat(product(vectors, id, id, 6)).isCloseTo(6, within(1e-3));
      // The matrix has three rows; its first dimension is left out.
      for (int i = 2; i < 6; i++) {
        assertThat(vectors[id * 6 + i]).isCloseTo(0, within(1e-3f));
      }
    }
  }

  private static double product(float[] vectors, int a, int b) {
    return product(vectors, a, b, SIZE);
  }

  private static double product(float[] vectors, int a, int b, int size) {
    double product = 0;
    for (int i = 0; i < size; i++) {
      product += vectors[a * size + i] * vectors[b * size + i];
    }
    return product;
  }

  private float[] vectors(int partitions, int ids, int size) {
    List<Tuple2<String, int[]>> keyed = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      keyed.add(new Tuple2<>("text " + i, texts.get(i)));
    }
    return new LatentSemanticAnalysis(
            SparkForTests.context().parallelizePairs(keyed, partitions), ids)
        .vectors(size);
  }

  /** The same by Spark's decomposition of the whole matrix. */
  private double[][] bySpark() {
    double[] idf = new double[IDS];
    texts.forEach(text -> IntStream.of(text).forEach(id -> idf[id]++));
    for (int id = 0; id < IDS; id++) {
      idf[id] = Math.log(texts.size() / idf[id]);
    }
    List<Vector> rows = new ArrayList<>();
    for (int[] text : texts) {
      double norm = Math.sqrt(IntStream.of(text).mapToDouble(id -> idf[id] * idf[id]).sum());
      double[] values = IntStream.of(text).mapToDouble(id -> idf[id] / norm).toArray();
      rows.add(Vectors.sparse(IDS, text, values));
    }
    JavaRDD<Vector> matrix = SparkForTests.context().parallelize(rows, 1);
    SingularValueDecomposition<RowMatrix, Matrix> found =
        new RowMatrix(matrix.rdd()).computeSVD(SIZE + 1, false, 1e-9);
    double[][] vectors = new double[IDS][SIZE];
    double[] mean = new double[SIZE];
    for (int id = 0; id < IDS; id++) {
      for (int i = 0; i < SIZE; i++) {
        vectors[id][i] = found.V().apply(id, i + 1) * found.s().apply(i + 1);
        mean[i] += vectors[id][i] / IDS;
      }
    }
    for (double[] vector : vectors) {
      double squares = 0;
      for (int i = 0; i < SIZE; i++) {
        vector[i] -= mean[i];
        squares += vector[i] * vector[i];
      }
      for (int i = 0; i < SIZE; i++) {
        vector[i] *= Math.sqrt(SIZE / squares);
      }
    }
    return vectors;
  }
}
