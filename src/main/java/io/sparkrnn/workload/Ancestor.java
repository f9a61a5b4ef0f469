package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained model that another one begins with.
 *
 * @param assets as its data was prepared with
 */
public record Ancestor(MultiLayerNetwork network, List<Asset> assets) {
  public Ancestor {
    requireNonNull(network, "network is null");
    assets = List.copyOf(assets);
  }
}
