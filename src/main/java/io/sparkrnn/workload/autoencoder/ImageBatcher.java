package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Makes minibatches of images that are their own labels: [batch, pixels]. */
final class ImageBatcher implements Batcher {

  private static final long serialVersionUID = 1L;

  @Override
  public DataSet minibatch(List<Example> examples) {
    INDArray images = matrix(examples.stream().map(Example::features).toArray(float[][]::new));
    return new DataSet(images, images);
  }

  /** Returns rows of equal length as an array, [rows, columns]. */
  static INDArray matrix(float[][] rows) {
    int columns = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return Nd4j.create(values, new long[] {rows.length, columns}, 'c');
  }
}
