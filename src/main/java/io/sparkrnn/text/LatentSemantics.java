package io.sparkrnn.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
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
 * Vectors of words by latent semantic analysis (Deerwester and others, "Indexing by latent semantic
 * analysis", 1990): right singular vectors, times the singular values, of the matrix that has a row
 * for each text and, where a word occurs in it, the word's inverse document frequency; rows have
 * the length 1. Words are alike that occur in the same texts, or in such as share other words.
 *
 * <p>The first singular vector, which says how frequent a word is, is left out. Vectors are moved
 * so that their mean is zero, and each is brought to a root mean square of 1.
 *
 * <p>Found by subspace iteration from a random start (Halko, Martinsson and Tropp, "Finding
 * structure with randomness", SIAM Review 2011, algorithm 4.4): each pass sends a matrix of [ids,
 * vectors] to the texts and back. Spark's own {@code RowMatrix.computeSVD} needs some hundred
 * passes, and its sums depend on the order in which tasks end; here the same texts give the same
 * vectors, bit for bit, however they are partitioned.
 */
public final class LatentSemantics {

  /** The same on any cluster: sums of floats depend on what is summed with what. */
  private static final int PARTITIONS = 8;

  /** Passes over the texts; more than the usual two, as singular values of texts fall slowly. */
  private static final int PASSES = 6;

  /** Vectors found beside those that are wanted, which makes these exact sooner. */
  private static final int SPARE = 10;

  private static final long SEED = 42;

  private final JavaSparkContext context;
  private final JavaRDD<int[]> texts;
  private final int ids;

  /**
   * An analysis.
   *
   * @param texts by a key of their own, each the ids that occur in it, once each
   * @param ids one above the largest id
   */
  public LatentSemantics(JavaPairRDD<String, int[]> texts, int ids) {
    this.context = JavaSparkContext.fromSparkContext(texts.context());
    this.ids = ids;
    this.texts =
        texts
            .repartitionAndSortWithinPartitions(new HashPartitioner(PARTITIONS))
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The vectors, [ids, size] row by row; zeros for an id that is in no text or in all of them, and
   * for what the texts have no further dimension for.
   */
  public float[] vectors(int size) {
    try {
      int wanted = Math.min(ids, size + 1 + SPARE);
      Broadcast<float[]> idf = context.broadcast(inverseDocumentFrequencies());
      double[][] basis = start(wanted);
      double[][] image = null;
      for (int pass = 0; pass <= PASSES; pass++) {
        OrthonormalBasis.make(basis);
        image = product(basis, idf);
        basis = pass < PASSES ? image : basis;
      }
      idf.destroy();
      return finished(basis, image, size);
    } finally {
      texts.unpersist(false);
    }
  }

  private float[] inverseDocumentFrequencies() {
    long[] containing = new long[ids + 1];
    for (long[] part :
        texts.mapPartitions(part -> one(counted(part, containing.length))).collect()) {
      Arrays.setAll(containing, id -> containing[id] + part[id]);
    }
    long count = containing[ids];
    float[] idf = new float[ids];
    for (int id = 0; id < ids; id++) {
      idf[id] = containing[id] == 0 ? 0 : (float) Math.log((double) count / containing[id]);
    }
    return idf;
  }

  /** In how many texts each id occurs, and at the end how many texts there are. */
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

  /** What a partition gives. */
  private static <T> Iterator<T> one(T result) {
    return Collections.singletonList(result).iterator();
  }

  private double[][] start(int vectors) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] start = new double[vectors][ids];
    for (double[] vector : start) {
      Arrays.setAll(vector, id -> random.nextGaussian());
    }
    return start;
  }

  /** The square of the matrix of texts (its transpose times itself) times each vector. */
  private double[][] product(double[][] vectors, Broadcast<float[]> idf) {
    int count = vectors.length;
    Broadcast<float[]> sent = context.broadcast(rowByRow(vectors));
    JavaRDD<float[]> products =
        texts
            .mapPartitions(part -> one(product(part, sent.value(), count, idf.value())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    // All parts at once, and then one after the other into one sum.
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

  /** Turns a basis of the space of singular vectors into these, scaled as promised. */
  private float[] finished(double[][] basis, double[][] image, int size) {
    int count = basis.length;
    double[][] within = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        within[i][j] =
            (OrthonormalBasis.dot(basis[i], image[j]) + OrthonormalBasis.dot(basis[j], image[i]))
                / 2;
      }
    }
    // Largest first.
    EigenDecomposition rotation = new EigenDecomposition(new Array2DRowRealMatrix(within, false));
    double[] squares = rotation.getRealEigenvalues();
    float[] vectors = new float[Math.multiplyExact(ids, size)];
    for (int column = 0; column < Math.min(size, count - 1); column++) {
      double[] found = new double[ids];
      double[] mix = rotation.getEigenvector(column + 1).toArray();
      for (int i = 0; i < count; i++) {
        OrthonormalBasis.addMultiple(basis[i], mix[i], found);
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
