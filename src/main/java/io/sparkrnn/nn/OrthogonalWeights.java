package io.sparkrnn.nn;

import java.util.Random;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Orthogonal weight initializer: a random orthogonal matrix times a gain. It is Keras's default
 * initializer for the recurrent weights of a SimpleRNN (Saxe, McClelland and Ganguli, "Exact
 * solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014).
 *
 * <p>DL4J's own {@code OrthogonalDistribution} crashes the JVM in 1.0.0-M2 (a segmentation fault in
 * its native decomposition). Here Gaussian columns are orthonormalized one after the other in
 * double precision, which gives the Q of a QR decomposition whose R has a positive diagonal.
 */
public record OrthogonalWeights(@JsonProperty("gain") double gain) implements IWeightInit {

  /**
   * Fills {@code paramView}, a matrix of shape [rows, columns]. Its rows, or its columns if there
   * are fewer columns, become orthogonal with L2 norm {@code gain}.
   */
  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "orthogonal weights have 2 dimensions, but the shape has " + shape.length);
    }
    int rows = Math.toIntExact(shape[0]);
    int columns = Math.toIntExact(shape[1]);
    int count = Math.min(rows, columns);
    double[][] vectors = orthonormal(count, Math.max(rows, columns));
    float[] flat = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = rows <= columns ? vectors[row][column] : vectors[column][row];
        flat[row * columns + column] = (float) (gain * value);
      }
    }
    INDArray view = paramView.reshape(order, shape);
    view.assign(Nd4j.create(flat, new long[] {rows, columns}, 'c'));
    return view;
  }

  /**
   * Returns {@code count} orthonormal vectors of a length, by modified Gram-Schmidt. Sums are added
   * in plain order: the faster order of {@code text.GramSchmidt} rounds differently, so that a seed
   * would no longer give the same weights.
   */
  private static double[][] orthonormal(int count, int length) {
    // ND4J's generator keeps every second Gaussian for the next call, even across setSeed, so that
    // the matrix would depend on earlier draws. Its integers depend on the seed alone.
    Random random = new Random(Nd4j.getRandom().nextLong());
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      for (int k = 0; k < length; k++) {
        vector[k] = random.nextGaussian();
      }
      // A second pass removes the rounding errors of the first.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double projection = dot(vector, vectors[j]);
          for (int k = 0; k < length; k++) {
            vector[k] -= projection * vectors[j][k];
          }
        }
      }
      double norm = Math.sqrt(dot(vector, vector));
      for (int k = 0; k < length; k++) {
        vector[k] /= norm;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
