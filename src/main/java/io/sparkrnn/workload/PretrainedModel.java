package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained model whose weights initialize another one.
 *
 * @param network the trained network
 * @param assets the assets that its data was prepared with, such as its vocabulary
 */
public record PretrainedModel(MultiLayerNetwork network, List<Asset> assets) {
  public PretrainedModel {
    requireNonNull(network, "network is null");
    assets = List.copyOf(assets);
  }
}
