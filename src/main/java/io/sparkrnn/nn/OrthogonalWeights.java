package io.sparkrnn.nn;

import java.util.Random;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A random orthogonal matrix times a gain, the start that Keras gives a SimpleRNN's recurrent
 * weights (Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in
 * deep linear neural networks", 2014).
 *
 * <p>DL4J's own {@code OrthogonalDistribution} takes the JVM down in 1.0.0-M2 (a segmentation fault
 * in its native decomposition), hence this one: Gaussian columns, made orthonormal one after the
 * other in double precision, which is the Q of a QR decomposition whose R has a positive diagonal.
 */
public final class OrthogonalWeights implements IWeightInit {

  private static final long serialVersionUID = 1L;

  private final double gain;

  public OrthogonalWeights(@JsonProperty("gain") double gain) {
    this.gain = gain;
  }

  @JsonProperty("gain")
  public double gain() {
    return gain;
  }

  /**
   * Fills {@code paramView}, a matrix of shape [rows, columns]; its rows, or its columns where
   * there are fewer of them, become orthogonal with length {@code gain}.
   */
  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "orthogonal weights are a matrix, asked for " + shape.length + " dimensions");
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

  /** {@code count} orthonormal vectors of the given length, by modified Gram-Schmidt. */
  private static double[][] orthonormal(int count, int length) {
    // ND4J's generator keeps every second Gaussian for the next call, across setSeed: the matrix
    // would depend on what was drawn before. Its integers depend on the seed alone.
    Random random = new Random(Nd4j.getRandom().nextLong());
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      for (int k = 0; k < length; k++) {
        vector[k] = random.nextGaussian();
      }
      // A second pass removes what rounding left of the first.
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

  @Override
  public boolean equals(Object other) {
    return other instanceof OrthogonalWeights that && that.gain == gain;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(gain);
  }
}
