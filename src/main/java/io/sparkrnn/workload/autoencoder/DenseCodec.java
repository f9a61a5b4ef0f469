package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Codec;
import io.sparkrnn.workload.Example;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The encoder and the decoder of {@link AutoencoderNetwork}. */
final class DenseCodec implements Codec {

  private static final long serialVersionUID = 1L;

  @Override
  public float[][] encode(MultiLayerNetwork network, List<Example> examples) {
    return encode(network, examples.stream().map(Example::features).toArray(float[][]::new));
  }

  float[][] encode(MultiLayerNetwork network, float[][] images) {
    return through(network, images, 0, AutoencoderNetwork.LATENT_LAYER);
  }

  @Override
  public float[][] decode(MultiLayerNetwork network, float[][] vectors) {
    return through(network, vectors, AutoencoderNetwork.LATENT_LAYER + 1, network.getnLayers() - 1);
  }

  @Override
  public int latentSize(MultiLayerNetwork network) {
    return (int) network.layerSize(AutoencoderNetwork.LATENT_LAYER);
  }

  private static float[][] through(MultiLayerNetwork network, float[][] rows, int from, int to) {
    if (rows.length == 0) {
      return new float[0][];
    }
    INDArray out = network.activateSelectedLayers(from, to, ImageBatcher.matrix(rows));
    return out.toFloatMatrix();
  }
}
