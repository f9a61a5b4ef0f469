package io.sparkrnn.export;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights of an embedding, a simple recurrent layer and a dense output layer, in the shapes of
 * Keras. A time step computes {@code h' = f(x kernel + h recurrent + bias)}.
 *
 * @param embedding [ids, embedding]
 * @param kernel [embedding, units]
 * @param recurrent [units, units]
 * @param bias [1, units]
 * @param outputKernel [units, outputs]
 * @param outputBias [1, outputs]
 */
public record ClassifierWeights(
    Matrix embedding,
    Matrix kernel,
    Matrix recurrent,
    Matrix bias,
    Matrix outputKernel,
    Matrix outputBias) {

  private static final int PARTS = 6;

  public ClassifierWeights {
    requireNonNull(embedding, "embedding is null");
    int units = kernel.columns();
    require("kernel", kernel, embedding.columns(), units);
    require("recurrent kernel", recurrent, units, units);
    require("bias", bias, 1, units);
    require("output kernel", outputKernel, units, outputKernel.columns());
    require("output bias", outputBias, 1, outputKernel.columns());
  }

  private static void require(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "the %s is %s, expected [%d, %d]".formatted(name, matrix.shape(), rows, columns));
    }
  }

  /**
   * Returns the weights of a network, independent of the layer classes that implement it.
   *
   * @throws ConfigurationException if the network has another architecture
   */
  public static ClassifierWeights of(MultiLayerNetwork network) {
    List<INDArray> parts = parts(network);
    try {
      if (parts.size() != PARTS) {
        throw new IllegalArgumentException(parts.size() + " parts");
      }
      List<Matrix> of = parts.stream().map(Matrix::of).toList();
      return new ClassifierWeights(
          of.get(0), of.get(1), of.get(2), of.get(3), of.get(4), of.get(5));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          ("the network (%s) cannot be exported, expected an embedding, a simple recurrent layer"
                  + " and an output layer")
              .formatted(String.join(", ", network.getLayerNames())),
          e);
    }
  }

  /**
   * Sets these weights in a network.
   *
   * @throws IllegalArgumentException if the network has other sizes
   */
  public void copyInto(MultiLayerNetwork network) {
    List<Matrix> from = List.of(embedding, kernel, recurrent, bias, outputKernel, outputBias);
    List<INDArray> to = parts(network);
    if (!of(network).sizes().equals(sizes())) {
      throw new IllegalArgumentException(
          "a network of %s cannot have the weights of one of %s"
              .formatted(of(network).sizes(), sizes()));
    }
    for (int part = 0; part < PARTS; part++) {
      to.get(part).assign(from.get(part).array().reshape(to.get(part).shape()));
    }
  }

  private static List<INDArray> parts(MultiLayerNetwork network) {
    return new ArrayList<>(network.paramTable().values());
  }

  /** Number of rows of the embedding. */
  public int ids() {
    return embedding.rows();
  }

  /** Number of columns of the embedding. */
  public int embeddingSize() {
    return embedding.columns();
  }

  /** Number of units of the recurrent layer. */
  public int units() {
    return kernel.columns();
  }

  /** Number of output units: one sigmoid, or a softmax over as many classes. */
  public int outputs() {
    return outputKernel.columns();
  }

  private List<Integer> sizes() {
    return List.of(ids(), embeddingSize(), units(), outputs());
  }
}
