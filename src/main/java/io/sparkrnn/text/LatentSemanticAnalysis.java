package io.sparkrnn.text;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Word vectors by latent semantic analysis (Deerwester et al., "Indexing by latent semantic
 * analysis", 1990). The document-term matrix has a row for each text and a column for each id; its
 * entries are the inverse document frequency of the id if the text contains it, otherwise 0, and
 * each row is scaled to norm 1. The vectors are its right singular vectors times the singular
 * values. Words have similar vectors if they occur in the same texts, or in texts that share other
 * words.
 *
 * <p>The first singular vector, which reflects the frequency of words, is dropped. The vectors are
 * centered, and each is scaled to a root mean square of 1.
 *
 * <p>Computed by randomized subspace iteration (Halko, Martinsson and Tropp, "Finding structure
 * with randomness", SIAM Review 2011, algorithm 4.4). Each pass broadcasts a matrix [ids, vectors]
 * and collects one of the same shape. Spark's {@code RowMatrix.computeSVD} needs about a hundred
 * passes, and its sums depend on the order in which tasks end. Here, the same texts give bitwise
 * equal vectors for any partitioning of the input.
 */
public final class LatentSemanticAnalysis {

  /** Number of partitions; fixed, since floating-point sums depend on their grouping. */
  private static final int PARTITIONS = 8;

  /** Power iterations; more than the usual two, as the singular values of texts decay slowly. */
  private static final int PASSES = 6;

  /** Oversampling: number of additional vectors, which speed up the convergence of the others. */
  private static final int OVERSAMPLING = 10;

  private static final long SEED = 42;

  private final JavaSparkContext context;
  private final JavaRDD<int[]> texts;
  private final int ids;

  /**
   * Creates an analysis and repartitions the texts.
   *
   * @param texts the distinct ids in each text, by a unique key of the text
   * @param ids number of ids: one more than the largest id
   */
  public LatentSemanticAnalysis(JavaPairRDD<String, int[]> texts, int ids) {
    this.context = JavaSparkContext.fromSparkContext(texts.context());
    this.ids = ids;
    this.texts =
        texts
            .repartitionAndSortWithinPartitions(new HashPartitioner(PARTITIONS))
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Computes the vectors, [ids, size], row by row. The vector of an id that is in no text or in all
   * texts is zero, as are components beyond the number of available singular vectors.
   */
  public float[] vectors(int size) {
    try {
      int wanted = Math.min(ids, size + 1 + OVERSAMPLING);
      Broadcast<float[]> idf = context.broadcast(inverseDocumentFrequencies());
      double[][] basis = randomVectors(wanted);
      double[][] image = null;
      for (int pass = 0; pass <= PASSES; pass++) {
        GramSchmidt.make(basis);
        image = product(basis, idf);
        basis = pass < PASSES ? image : basis;
      }
      idf.destroy();
      return wordVectors(basis, image, size);
    } finally {
      texts.unpersist(false);
    }
  }

  private float[] inverseDocumentFrequencies() {
    long[] containing = new long[ids + 1];
    for (long[] part :
        texts
            .mapPartitions(part -> List.of(counted(part, containing.length)).iterator())
            .collect()) {
      Arrays.setAll(containing, id -> containing[id] + part[id]);
    }
    long count = containing[ids];
    float[] idf = new float[ids];
    for (int id = 0; id < ids; id++) {
      idf[id] = containing[id] == 0 ? 0 : (float) Math.log((double) count / containing[id]);
    }
    return idf;
  }

  /** Returns the number of texts that contain each id and, as the last element, of all texts. */
  private static long[] counted(Iterator<int[]> texts, int length) {
    long[] counts = new long[length];
    while (texts.hasNext()) {
      for (int id : texts.next()) {
        counts[id]++;
      }
      counts[length - 1]++;
    }
    return counts;
  }

  private double[][] randomVectors(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] vectors = new double[count][ids];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, id -> random.nextGaussian());
    }
    return vectors;
  }

  /** Multiplies each vector by A'A, where A is the document-term matrix. */
  private double[][] product(double[][] vectors, Broadcast<float[]> idf) {
    int count = vectors.length;
    Broadcast<float[]> sent = context.broadcast(rowByRow(vectors));
    JavaRDD<float[]> products =
        texts
            .mapPartitions(
                part -> List.of(product(part, sent.value(), count, idf.value())).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    // Compute all partitions in parallel, then add them up one by one in a fixed order.
    products.foreach(product -> {});
    double[][] sum = new double[count][ids];
    products.toLocalIterator().forEachRemaining(part -> add(part, sum));
    products.unpersist(false);
    sent.destroy();
    return sum;
  }

  private static float[] product(Iterator<int[]> texts, float[] vectors, int count, float[] idf) {
    float[] product = new float[vectors.length];
    float[] projected = new float[count];
    while (texts.hasNext()) {
      int[] text = texts.next();
      float squares = 0;
      for (int id : text) {
        squares += idf[id] * idf[id];
      }
      if (squares > 0) {
        Arrays.fill(projected, 0);
        for (int id : text) {
          addRow(vectors, id * count, idf[id] / squares, projected, 0, count);
        }
        for (int id : text) {
          addRow(projected, 0, idf[id], product, id * count, count);
        }
      }
    }
    return product;
  }

  private static void addRow(
      float[] from, int fromAt, float factor, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] += factor * from[fromAt + i];
    }
  }

  private float[] rowByRow(double[][] vectors) {
    float[] rows = new float[Math.multiplyExact(ids, vectors.length)];
    for (int vector = 0; vector < vectors.length; vector++) {
      for (int id = 0; id < ids; id++) {
        rows[id * vectors.length + vector] = (float) vectors[vector][id];
      }
    }
    return rows;
  }

  private void add(float[] rows, double[][] sum) {
    for (int vector = 0; vector < sum.length; vector++) {
      for (int id = 0; id < ids; id++) {
        sum[vector][id] += rows[id * sum.length + vector];
      }
    }
  }

  /** Rotates a basis of the dominant subspace to the singular vectors and scales these. */
  private float[] wordVectors(double[][] basis, double[][] image, int size) {
    int count = basis.length;
    double[][] projected = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        projected[i][j] =
            (GramSchmidt.dot(basis[i], image[j]) + GramSchmidt.dot(basis[j], image[i])) / 2;
      }
    }
    // In Java, since LAPACK's last bits depend on the processor's kernels. EigenDecomposition sorts
    // the eigenvalues in descending order.
    EigenDecomposition rotation =
        new EigenDecomposition(new Array2DRowRealMatrix(projected, false));
    double[] squares = rotation.getRealEigenvalues();
    float[] vectors = new float[Math.multiplyExact(ids, size)];
    for (int column = 0; column < Math.min(size, count - 1); column++) {
      double[] found = new double[ids];
      double[] mix = rotation.getEigenvector(column + 1).toArray();
      for (int i = 0; i < count; i++) {
        GramSchmidt.addMultiple(basis[i], mix[i], found);
      }
      double value = Math.sqrt(Math.max(0, squares[column + 1]));
      for (int id = 0; id < ids; id++) {
        vectors[id * size + column] = (float) (found[id] * value);
      }
    }
    return scaled(vectors, size);
  }

  private static float[] scaled(float[] vectors, int size) {
    int ids = vectors.length / size;
    double[] mean = new double[size];
    int seen = 0;
    for (int id = 0; id < ids; id++) {
      if (norm(vectors, id, size) > 0) {
        seen++;
        for (int i = 0; i < size; i++) {
          mean[i] += vectors[id * size + i];
        }
      }
    }
    for (int id = 0; id < ids; id++) {
      if (norm(vectors, id, size) > 0) {
        for (int i = 0; i < size; i++) {
          vectors[id * size + i] -= (float) (mean[i] / seen);
        }
        double norm = norm(vectors, id, size);
        for (int i = 0; norm > 0 && i < size; i++) {
          vectors[id * size + i] *= (float) (Math.sqrt(size) / norm);
        }
      }
    }
    return vectors;
  }

  private static double norm(float[] vectors, int id, int size) {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (double) vectors[id * size + i] * vectors[id * size + i];
    }
    return Math.sqrt(squares);
  }
}
